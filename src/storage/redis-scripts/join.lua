-- Words: name for a new epoch, how long it stays shut for those that had another one (or -, which has had none).
-- An epoch is the life of what is counted here: when the store lost it, the next to come begins a new one.
tick()
local fresh, shutMs = word(), word()
if not epoch then
  epoch = fresh
  call('HSET', KEYS[1], 'epoch', epoch, 'steady', int(steady), 'born', int(steady))
end
if shutMs ~= '-' and epoch ~= knownEpoch then
  openAt = max(openAt, num(call('HGET', KEYS[1], 'born')) + tonumber(shutMs))
  call('HSET', KEYS[1], 'open-at', int(openAt))
end
call('ZADD', KEYS[2], int(steady), owner)
return 'J\t' .. epoch .. '\t' .. int(max(0, openAt - steady))
