-- Words: a name under which this is done once (or -), then of each limit its window, how it is put in (`floor`, `add` or `base`), amount, thresholds (with commas, or -),
-- number of uses, and of each use its instant on the wall clock and its amount. `floor`: no less than this was used.
-- `base`: the same of what was settled before, whatever came on top of it. `add`: this was used as well.
if not hear() then return 'N' end
local once = word()
if once ~= '-' and not call('SET', prefix .. 'once:' .. once, 1, 'NX', 'PX', 3600000) then return 'E' end
for i = 4, #KEYS do
  local c = nextLimit(KEYS[i])
  local how, most, thresholds, count = word(), number(), word(), number()
  local sums, sum = {}, 0
  for _ = 1, count do
    local atMs, amount = number(), number()
    if c.kind == 's' then
      local slot = math.min(c.head, floor((atMs + steady - wall) / c.slotMs))
      if c.head - slot < KEPT then sums[slot] = (sums[slot] or 0) + amount end
    elseif c.kind == 'c' and c.page.s <= atMs and atMs < c.page.e then
      sum = sum + amount
    end
  end
  if c.kind == 's' then
    for slot, amount in pairs(sums) do
      local before = how == 'add' and 0 or num(call('HGET', c.key, int(slot % KEPT)))
      put(c, slot, max(0, amount - before))
    end
    save(c)
  elseif c.kind == 'c' then
    local page = c.page
    if how == 'add' then
      page.x = page.x + sum
    elseif how == 'base' then
      page.b = max(page.b, sum)
    elseif sum > page.b + page.x then
      page.b = sum - page.x
    end
    -- Whatever was crossed before was reported before.
    for percent in string.gmatch(thresholds, '[%d.]+') do
      percent = tonumber(percent)
      if page.b >= percent / 100 * most then page.c = max(page.c, percent) end
    end
    save(c)
  end
end
return 'E'
