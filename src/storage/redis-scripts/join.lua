-- Words: name for a new epoch, how long it stays shut for those that had another one (or -, which has had none).
-- An epoch is the life of what is counted here. The next to come begins a new one when the store has none, or runs anew
-- with what it once wrote to a disk or to another server: that may be old, and those that live know better.
tick()
local fresh, shutMs = word(), word()
local run = string.match(call('INFO', 'server'), 'run_id:(%w+)') or '-'
local before = call('HGET', KEYS[1], 'run')
if epoch and epoch == knownEpoch and before ~= run then
  for _, key in ipairs(call('KEYS', prefix .. '*')) do
    -- What nobody told is to be told all the same.
    if key ~= KEYS[1] and key ~= prefix .. 'untold' then call('DEL', key) end
  end
  epoch = nil
end
if not epoch then
  epoch = fresh
  call('HSET', KEYS[1], 'epoch', epoch, 'steady', int(steady), 'born', int(steady), 'run', run)
end
if shutMs ~= '-' and epoch ~= knownEpoch then
  openAt = max(openAt, num(call('HGET', KEYS[1], 'born')) + tonumber(shutMs))
  call('HSET', KEYS[1], 'open-at', int(openAt))
end
call('ZADD', KEYS[2], int(steady), owner)
return 'J\t' .. epoch .. '\t' .. int(max(0, openAt - steady))
