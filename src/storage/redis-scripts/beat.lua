-- Words: `live`, or `end` to give back all that is open and leave.
if not hear() then return 'N' end
if word() == 'end' then bury(owner) end
return 'B\t' .. owners()
