-- Words: id of the reservation.
if not hear() then return 'N' end
local id = word()
local packed = call('HGET', KEYS[3], id)
if packed then
  call('HDEL', KEYS[3], id)
  giveBack(packed)
end
return 'E'
