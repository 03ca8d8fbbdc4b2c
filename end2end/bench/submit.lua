-- Sends one new submission a request. Arguments: path, content type, name of the run, file with the
-- body. The mark in the body becomes the submission's own key, the same key goes in the header.
local folder = debug.getinfo(1, "S").source:match("@(.*/)")
dofile(folder .. "report.lua")

local MARK = "KEY-PLACE-KEY-PLACE-KEY-PLACE-32"

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("thread_no", threads)
end

local path, run, parts, count
function init(args)
  path, run, count = args[1], args[3], 0
  wrk.headers["Content-Type"] = args[2]
  local file = assert(io.open(args[4], "rb"))
  parts = split(file:read("*a"))
  file:close()
end

function request()
  count = count + 1
  -- As long as the mark, so that lengths inside the body stay right.
  local key = string.format("%012s%04d%016d", run, thread_no, count):gsub(" ", "0")
  wrk.headers["Idempotency-Key"] = key
  return wrk.format("POST", path, nil, table.concat(parts, key))
end

function split(body)
  local list, from = {}, 1
  while true do
    local first, last = body:find(MARK, from, true)
    list[#list + 1] = body:sub(from, first and first - 1 or -1)
    if not first then return list end
    from = last + 1
  end
end
