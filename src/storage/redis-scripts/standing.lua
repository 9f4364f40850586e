-- Keys: what stands. Gives the time here, and of each thing that stands a line: when it was told, and its text.
local call = redis.call
local now = call('TIME')
local nowMs = now[1] * 1000 + math.floor(now[2] / 1000)
local lines = { string.format('%.0f', nowMs) }
local all = call('HGETALL', KEYS[1])
for i = 2, #all, 2 do
  local untilMs, told = string.match(all[i], '^(%d+)\t(.*)$')
  if untilMs and tonumber(untilMs) > nowMs then lines[#lines + 1] = told end
end
return table.concat(lines, '\n')
