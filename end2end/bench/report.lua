-- Prints one line a program can read: answers, refusals, microseconds, p50, p99 (microseconds).
function done(summary, latency)
  local errors = summary.errors
  local refused = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n",
    summary.requests, refused, summary.duration, latency:percentile(50), latency:percentile(99)))
end
