-- Words: of each limit its window. Gives of each: used, time until all is free (or -1), settled.
if not hear() then return 'N' end
local reply = { 'L', owners() }
for i = 4, #KEYS do
  local c = nextLimit(KEYS[i])
  local resetMs, spent = 0, 0
  if c.kind == 'c' then
    spent = c.page.b + c.page.x
    if c.used > 0 then resetMs = c.page.e - wall end
  elseif c.kind == 'a' then
    if c.held > 0 then resetMs = -1 end
  elseif c.sum > 0 then
    local fields, slot = {}, c.head
    for at = c.head, max(0, c.head - SLOTS), -1 do fields[#fields + 1] = int(at % KEPT) end
    for _, amount in ipairs(call('HMGET', c.key, unpack(fields))) do
      if num(amount) ~= 0 then break end
      slot = slot - 1
    end
    resetMs = (slot + KEPT) * c.slotMs - steady
  end
  if c.slid then save(c) end
  local at = #reply
  reply[at + 1], reply[at + 2], reply[at + 3] = int(c.used), int(resetMs), int(spent)
end
return table.concat(reply, '\t')
