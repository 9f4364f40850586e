-- Words: of each reservation to set aside, whatever the limits say: its id, a count, and of each limit its key, its
-- window, the instant on the wall clock, and the amount. One that is there already stays as it is.
if not hear() then return 'N' end
for _ = 1, number() do
  local id, count, open = word(), number(), {}
  local isThere = call('HEXISTS', KEYS[3], id) == 1
  for _ = 1, count do
    local key, kind, a, b = word(), word(), number(), number()
    local calendar, atMs, amount = word(), number(), number()
    if not isThere then
      local c = load(key, kind, a, b, calendar)
      local place = c.head or 0
      if kind == 's' then
        place = math.min(c.head, floor((atMs + steady - wall) / c.slotMs))
        if c.head - place < KEPT then put(c, place, amount) end
      end
      c.held = c.held + amount
      save(c)
      open[#open + 1] = kind .. '\t' .. int(c.slotMs or 0) .. '\t' .. int(place) .. '\t' .. int(amount) .. '\t' .. key .. '\n'
    end
  end
  if not isThere then call('HSET', KEYS[3], id, table.concat(open)) end
end
return 'E'
