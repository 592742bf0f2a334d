-- One learner per thread: starts an attempt, saves ten answers, submits, and begins again. Counts whole cycles and any
-- answer that was not as it should be. Used by `benches/run`.
local tokens = {}
local threads = {}
local index = 0

function setup(thread)
  if #tokens == 0 then
    for line in io.lines(os.getenv("BENCH_TOKENS")) do tokens[#tokens + 1] = line end
  end
  index = index + 1
  thread:set("token", tokens[index])
  threads[#threads + 1] = thread
end

function init(args)
  state, cycles, bad, refused = "start", 0, 0, 0
  headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json", ["Accept"] = "application/json" }
end

function request()
  if state == "start" then
    return wrk.format("POST", "/api/v1/courses/bench/quizzes/muoi-cau/attempts", headers, "")
  elseif state == "answer" then
    local body = '{"choices":["' .. picks[place] .. '"]}'
    return wrk.format("PUT", "/api/v1/attempts/" .. attempt .. "/answers/" .. place, headers, body)
  end
  return wrk.format("POST", "/api/v1/attempts/" .. attempt .. "/submission", headers, "")
end

function response(status, _, body)
  if status ~= 200 and status ~= 201 then
    bad, state = bad + 1, "start"
    return
  end
  if state == "start" then
    attempt = body:match('"id":"([^"]+)"')
    picks = {}
    for id in body:gmatch('"choices":%[{"id":"([^"]+)"') do picks[#picks + 1] = id end
    place, state = 1, "answer"
    if #picks ~= 10 then bad, state = bad + 1, "start" end
  elseif state == "answer" then
    place = place + 1
    if place > 10 then state = "submit" end
  else
    cycles, state = cycles + 1, "start"
    if not body:find('"max_score":10', 1, true) then bad = bad + 1 end
  end
end

function done(summary, latency)
  local whole, wrong = 0, 0
  for _, thread in ipairs(threads) do
    whole = whole + thread:get("cycles")
    wrong = wrong + thread:get("bad")
  end
  local seconds = summary.duration / 1e6
  io.write(string.format("RESULT cycles=%d per_second=%.1f requests_per_second=%.0f p99_ms=%.1f bad=%d\n",
    whole, whole / seconds, summary.requests / seconds, latency:percentile(99) / 1000, wrong))
end
