-- Keys: what stands. Words: channel, sender, text, then of each thing that stands: name, how long, text (or 0 and none).
-- Gives the time here, in milliseconds, which every message carries: those of replicas cannot be compared.
local MOST_MS, MOST = 60000, 4000
local call = redis.call
local now = call('TIME')
local nowMs = now[1] * 1000 + math.floor(now[2] / 1000)
local stamp = string.format('%.0f', nowMs)
call('PUBLISH', ARGV[1], ARGV[2] .. '\t' .. stamp .. '\t' .. ARGV[3])
for i = 4, #ARGV, 3 do
  local forMs = math.min(MOST_MS, tonumber(ARGV[i + 1]) or 0)
  if forMs > 0 then
    call('HSET', KEYS[1], ARGV[i], string.format('%.0f\t', nowMs + forMs) .. stamp .. '\t' .. ARGV[i + 2])
  else
    call('HDEL', KEYS[1], ARGV[i])
  end
end
if #ARGV > 3 then
  if call('HLEN', KEYS[1]) > MOST then
    local all = call('HGETALL', KEYS[1])
    for i = 1, #all, 2 do
      if tonumber(string.match(all[i + 1], '^%d+')) <= nowMs then call('HDEL', KEYS[1], all[i]) end
    end
    -- Names of plans are fewer: whoever wrote these may write them again.
    if call('HLEN', KEYS[1]) > MOST then call('DEL', KEYS[1]) end
  end
  call('PEXPIRE', KEYS[1], MOST_MS)
end
return stamp
