-- Asks for an address never asked before: `{n}` in the path becomes a new number each time.
local folder = debug.getinfo(1, "S").source:match("@(.*/)")
dofile(folder .. "report.lua")

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("thread_no", threads)
end

local path, count
function init(args)
  path, count = args[1], 0
end

function request()
  count = count + 1
  return wrk.format("GET", (path:gsub("{n}", thread_no .. "-" .. count)))
end
