-- Thresholds of budgets that were reached (settle.lua notes them) and of which nobody said yet that he keeps the notice. One
-- that is still there long after it was first seen was lost with whoever found out: who asks first takes it over, and again
-- another, until somebody says that he has it.
-- KEYS: the thresholds, by name: percent, used, most, start and end of the window, when it was first seen or last taken over.
-- Words with tabs between them: the wall clock, after how long one is taken over, how many at most, then the names of those
-- that are kept. Gives of each that is taken over: name, percent, used, most, start, end.
local KEPT_MS = 86400000
local call = redis.call
local words = {}
for word in string.gmatch(ARGV[1], '[^\t]+') do words[#words + 1] = word end
local wall, afterMs, most = tonumber(words[1]), tonumber(words[2]), tonumber(words[3])
for at = 4, #words do call('HDEL', KEYS[1], words[at]) end
local all = call('HGETALL', KEYS[1])
if #all == 0 then return 'U' end
local time = call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local reply, taken = { 'U' }, 0
for at = 1, #all, 2 do
  local name = all[at]
  local what, endMs, seen = string.match(all[at + 1], '^(%d+\t%d+\t%d+\t%d+\t(%d+))\t(%d+)$')
  local ageMs = now - (tonumber(seen) or 0)
  if not what or tonumber(endMs) + KEPT_MS < wall then
    call('HDEL', KEYS[1], name)
  elseif seen == '0' or (ageMs >= afterMs and taken < most) then
    call('HSET', KEYS[1], name, what .. '\t' .. string.format('%.0f', now))
    if seen ~= '0' then
      reply[#reply + 1] = name
      reply[#reply + 1] = what
      taken = taken + 1
    end
  end
end
return table.concat(reply, '\t')
