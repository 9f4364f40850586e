-- Goes before every script. The rules are those of src/limits/counts.ts; redis-counters.ts says what lies where.
-- KEYS: clock, owners, the owner's open reservations, then one for each limit. ARGV[1]: words with tabs between them.
-- Numbers are doubles, exact for whole numbers up to 2^53; `int` writes them without an exponent.
local SLOTS = 60
local KEPT = SLOTS + 1
local MAX_STANDSTILL_MS = 5000
local MINUTE_SLOT_MS = 1000

local call = redis.call
local floor, max = math.floor, math.max
local function int(n) return string.format('%.0f', n) end
local function num(text) return tonumber(text or false) or 0 end

local words = {}
for word in string.gmatch(ARGV[1], '[^\t]+') do words[#words + 1] = word end
local owner, knownEpoch, leaseMs, wall, given = words[1], words[2], tonumber(words[3]), tonumber(words[4]), words[5]
local cursor = 5
local function word()
  cursor = cursor + 1
  return words[cursor]
end
local function number() return tonumber(word()) end

local prefix = string.sub(KEYS[2], 1, -7)
local steady, epoch, openAt, replicas

-- The clock of all windows that slide and of leases: that of this server, or the one that is given. Never goes back.
local function tick()
  local at
  if given == '-' then
    local time = call('TIME')
    at = tonumber(time[1]) * 1000 + floor(tonumber(time[2]) / 1000)
  else
    at = tonumber(given)
  end
  local clock = call('HMGET', KEYS[1], 'steady', 'ahead', 'epoch', 'open-at')
  local before, ahead = tonumber(clock[1] or false), num(clock[2])
  epoch, openAt = clock[3] or nil, num(clock[4])
  steady = at + ahead
  if before and steady < before then
    if before - steady > MAX_STANDSTILL_MS then call('HSET', KEYS[1], 'ahead', int(ahead + before - steady)) end
    steady = before
  end
  if epoch and steady ~= before then call('HSET', KEYS[1], 'steady', int(steady)) end
end

-- Windows that slide: hash of h (number of the newest slot), s (sum), o (of it set aside), r (last first refusal), and a
-- field for each slot that is not empty.
local function slide(key, slotMs)
  local f = call('HMGET', key, 'h', 's', 'o')
  local now = floor(steady / slotMs)
  local c = { kind = 's', key = key, slotMs = slotMs, head = tonumber(f[1] or false) or now, sum = num(f[2]), held = num(f[3]) }
  c.moved = not f[1]
  local passed = now - c.head
  if passed >= KEPT then
    call('DEL', key)
    c.sum, c.moved = 0, true
  elseif passed > 0 then
    local fields = {}
    for slot = c.head + 1, now do fields[#fields + 1] = int(slot % KEPT) end
    for _, amount in ipairs(call('HMGET', key, unpack(fields))) do c.sum = c.sum - num(amount) end
    call('HDEL', key, unpack(fields))
    c.moved = true
  end
  -- Whoever slides has to save: the slots are gone, and the sum has to go with them.
  if passed > 0 then c.head, c.slid = now, true end
  c.used = c.sum
  return c
end

local function put(c, slot, amount)
  if amount ~= 0 then call('HINCRBY', c.key, int(slot % KEPT), int(amount)) end
  c.sum = c.sum + amount
end

-- What is given back is given back where it was taken; what is too much counts from now on.
local function putRight(c, reserved, place, actual)
  local more = actual - reserved
  c.held = max(0, c.held - reserved)
  if more > 0 then put(c, c.head, more) elseif c.head - place < KEPT then put(c, place, more) end
end

-- Windows of a calendar: hash of i (which calendar), o (set aside), and of two pages s (start), e (end), b (floor),
-- x (settled on top of it), c (threshold crossed), f (has refused).
local PAGE = { 's', 'e', 'b', 'x', 'c', 'f' }
local OTHER = { 's2', 'e2', 'b2', 'x2', 'c2', 'f2' }
local function pageOf(f, from)
  return { s = num(f[from]), e = num(f[from + 1]), b = num(f[from + 2]), x = num(f[from + 3]), c = num(f[from + 4]), f = num(f[from + 5]) }
end

local function turn(key, startMs, endMs, id)
  local f = call('HMGET', key, 'i', 'o', 's', 'e', 'b', 'x', 'c', 'f')
  local c = { kind = 'c', key = key, held = num(f[2]), page = pageOf(f, 3) }
  if not f[1] then
    c.page = { s = startMs, e = endMs, b = 0, x = 0, c = 0, f = 0 }
    c.moved = true
  elseif f[1] ~= id then
    c.page.s, c.page.e, c.moved = startMs, endMs, true
  elseif c.page.s ~= startMs then
    local o = call('HMGET', key, unpack(OTHER))
    local other = o[1] and pageOf(o, 1) or nil
    local page = c.page
    local found = other and other.s == startMs
    c.page = found and other or { s = startMs, e = endMs, b = 0, x = 0, c = 0, f = 0 }
    c.other = (found or not other or other.s < page.s) and page or other
    c.moved = true
  end
  c.id = id
  c.used = c.page.b + c.page.x + c.held
  return c
end

local function saveCalendar(c)
  if not c.moved then
    local page = c.page
    call('HSET', c.key, 'o', int(c.held), 'b', int(page.b), 'x', int(page.x), 'c', page.c, 'f', page.f)
    return
  end
  local args = { 'o', int(c.held) }
  local function add(name, value)
    args[#args + 1] = name
    args[#args + 1] = value
  end
  add('i', c.id)
  for _, name in ipairs(PAGE) do add(name, int(c.page[name])) end
  if c.other then
    for at, name in ipairs(PAGE) do add(OTHER[at], int(c.other[name])) end
  end
  if not c.other then call('HDEL', c.key, unpack(OTHER)) end
  call('HSET', c.key, unpack(args))
  call('PEXPIRE', c.key, int(max(0, c.page.e - wall) + 2 * (c.page.e - c.page.s) + 86400000))
end

local function save(c)
  if c.kind == 's' then
    call('HSET', c.key, 'h', int(c.head), 's', int(c.sum), 'o', int(c.held))
    if c.moved then call('PEXPIRE', c.key, int(2 * KEPT * c.slotMs)) end
  elseif c.kind == 'c' then
    saveCalendar(c)
  elseif c.held == 0 then
    call('DEL', c.key)
  else
    call('HSET', c.key, 'o', int(c.held))
  end
end

local function load(key, kind, a, b, id)
  if kind == 's' then return slide(key, a) end
  if kind == 'c' then return turn(key, a, b, id) end
  local held = num(call('HGET', key, 'o'))
  return { kind = 'a', key = key, held = held, used = held }
end

-- The words of one limit that are the same in every script: kind, then what its window needs.
local function nextLimit(key)
  local kind, a, b = word(), number(), number()
  return load(key, kind, a, b, word())
end

-- An open reservation is lines of: kind, slot length, place, amount, key.
local function giveBack(packed)
  for kind, slotMs, place, amount, key in string.gmatch(packed, '(%a)\t(%d+)\t(%d+)\t(%d+)\t([^\n]+)\n') do
    amount = tonumber(amount)
    if kind == 's' then
      local c = slide(key, tonumber(slotMs))
      putRight(c, amount, tonumber(place), 0)
      save(c)
    else
      local held = max(0, num(call('HGET', key, 'o')) - amount)
      if kind == 'a' and held == 0 then call('DEL', key) else call('HSET', key, 'o', int(held)) end
    end
  end
end

local function bury(id)
  local open = prefix .. 'open:' .. id
  for _, packed in ipairs(call('HVALS', open)) do giveBack(packed) end
  call('DEL', open)
  call('ZREM', KEYS[2], id)
end

-- Moves the clock, notes that the owner lives, and looks for owners that do not. False: nothing may be done.
local function hear()
  tick()
  if epoch ~= knownEpoch then return false end
  call('ZADD', KEYS[2], int(steady), owner)
  replicas = call('ZCARD', KEYS[2])
  if replicas > 1 then
    for _, dead in ipairs(call('ZRANGEBYSCORE', KEYS[2], '-inf', int(steady - leaseMs))) do
      bury(dead)
      replicas = replicas - 1
    end
  end
  return true
end

local function owners() return int(replicas) end
