-- Lets the gateways into the ledger. Run it once as a member of the administrators' group, from within the network:
--   export PGPASSWORD=$(az account get-access-token --resource-type oss-rdbms --query accessToken --output tsv)
--   psql "host=SERVER.postgres.database.azure.com dbname=postgres user=GROUP sslmode=verify-full sslrootcert=system" -f ledger.sql
create role ledger_keepers nologin;
select pgaadauth_create_principal('id-shelf-helper-prod-gateway-swedencentral', false, false);
grant ledger_keepers to "id-shelf-helper-prod-gateway-swedencentral";
select pgaadauth_create_principal('id-shelf-helper-prod-gateway-francecentral', false, false);
grant ledger_keepers to "id-shelf-helper-prod-gateway-francecentral";
grant ledger_keepers to current_user;
alter database ledger owner to ledger_keepers;
alter database ledger set role to ledger_keepers;
