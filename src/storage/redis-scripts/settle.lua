-- Words: id of the reservation, what to do when it is not open (`count` in full, or `skip`), then of each limit its window, most, thresholds (with commas, or -), amount.
-- Gives words by three: limit, percent crossed (0: only how much is settled), settled in the window.
if not hear() then return 'N' end
local id, unknown = word(), word()
local packed = call('HGET', KEYS[3], id)
if packed then call('HDEL', KEYS[3], id) elseif unknown == 'skip' then return 'S' end
local reserved, places = {}, {}
if packed then
  for place, amount in string.gmatch(packed, '%a\t%d+\t(%d+)\t(%d+)\t[^\n]+\n') do
    places[#places + 1], reserved[#reserved + 1] = tonumber(place), tonumber(amount)
  end
end
local reply = { 'S' }
local function say(i, percent, used)
  local at = #reply
  reply[at + 1], reply[at + 2], reply[at + 3] = int(i), int(percent), int(used)
end
-- A threshold that was reached stays noted until somebody keeps its notice, see untold.lua.
local MAX_UNTOLD, UNTOLD_KEPT_MS = 1000, 86400000
local function note(key, percent, used, most, page)
  local untold = prefix .. 'untold'
  if call('HLEN', untold) >= MAX_UNTOLD then return end
  local name = int(page.s) .. ':' .. int(percent) .. ':' .. string.sub(key, #prefix + 3)
  call('HSET', untold, name, table.concat({ int(percent), int(used), int(most), int(page.s), int(page.e), '0' }, '\t'))
  local keptMs = max(0, page.e - wall) + UNTOLD_KEPT_MS
  if call('PTTL', untold) < keptMs then call('PEXPIRE', untold, int(keptMs)) end
end
for i = 4, #KEYS do
  local c = nextLimit(KEYS[i])
  local most, thresholds, actual = number(), word(), number()
  local held = reserved[i - 3] or 0
  if c.kind == 's' then
    putRight(c, held, places[i - 3] or c.head, actual)
  else
    c.held = max(0, c.held - held)
  end
  if c.kind == 'c' then
    local page = c.page
    page.x = page.x + actual
    local spent = page.b + page.x
    for percent in string.gmatch(thresholds, '[%d.]+') do
      percent = tonumber(percent)
      if percent > page.c then
        if spent < percent / 100 * most then break end
        page.c = percent
        say(i - 4, percent, spent)
        note(KEYS[i], percent, spent, most, page)
      end
    end
    say(i - 4, 0, spent)
  end
  save(c)
end
return table.concat(reply, '\t')
