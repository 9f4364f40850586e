-- Words: id of the reservation, then of each limit its window, most, enforced (1 or 0), amount.
if not hear() then return 'N' end
if openAt > steady then return 'W\t' .. int(openAt - steady) end
local id = word()
local counts, amounts, left, refusals, isRefused = {}, {}, {}, {}, false

local function wait(c, asked, most)
  if asked > most then return 'n', 0 end
  if c.kind == 'a' then return 'o', 0 end
  if c.kind == 'c' then
    if c.page.b + c.page.x + asked <= most then return 'o', 0 end
    return 'a', c.page.e - wall
  end
  if c.slotMs > MINUTE_SLOT_MS and c.sum - c.held + asked <= most then return 'o', 0 end
  local over, slot = c.sum + asked - most, max(0, c.head - SLOTS)
  local fields = {}
  for at = slot, c.head - 1 do fields[#fields + 1] = int(at % KEPT) end
  local amountsOf = #fields > 0 and call('HMGET', c.key, unpack(fields)) or {}
  for _, amount in ipairs(amountsOf) do
    over = over - num(amount)
    if over <= 0 then break end
    slot = slot + 1
  end
  return 'a', (slot + KEPT) * c.slotMs - steady
end

local function isFirst(c)
  if c.kind == 'c' then
    if c.page.f == 1 then return '0' end
    c.page.f = 1
  else
    local before = tonumber(call('HGET', c.key, 'r') or false)
    if before and steady - before < c.slotMs * SLOTS then return '0' end
    call('HSET', c.key, 'r', int(steady))
  end
  c.dirty = true
  return '1'
end

for i = 4, #KEYS do
  local c = nextLimit(KEYS[i])
  local most, enforced, amount = number(), word(), number()
  counts[#counts + 1], amounts[#amounts + 1] = c, amount
  left[#left + 1] = int(max(0, most - c.used - amount))
  local asked = max(1, amount)
  if c.used + asked > most then
    local kind, ms = wait(c, asked, most)
    local first = kind == 'a' and isFirst(c) or '0'
    local at = #refusals
    refusals[at + 1], refusals[at + 2], refusals[at + 3] = int(i - 4), enforced, int(max(0, most - c.used))
    refusals[at + 4], refusals[at + 5], refusals[at + 6] = kind, int(ms), first
    if enforced == '1' then isRefused = true end
  end
end

if isRefused then
  for _, c in ipairs(counts) do
    if c.dirty or c.slid then save(c) end
  end
  return 'R\t' .. owners() .. (#refusals > 0 and '\t' .. table.concat(refusals, '\t') or '')
end

local open = {}
for at, c in ipairs(counts) do
  local amount = amounts[at]
  c.held = c.held + amount
  if c.kind == 's' then put(c, c.head, amount) end
  if c.kind == 'c' and not c.moved and not c.dirty then call('HSET', c.key, 'o', int(c.held)) else save(c) end
  open[at] = c.kind .. '\t' .. int(c.slotMs or 0) .. '\t' .. int(c.head or 0) .. '\t' .. int(amount) .. '\t' .. c.key .. '\n'
end
call('HSET', KEYS[3], id, table.concat(open))
local reply = { 'A', owners() }
for _, one in ipairs(left) do reply[#reply + 1] = one end
for _, one in ipairs(refusals) do reply[#reply + 1] = one end
return table.concat(reply, '\t')
