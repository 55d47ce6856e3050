-- The last line of defence: row-level security, decided by the account the transaction names and the policy table alone.
-- Helpers read the account once a statement (the policies call them in sub-selects), so a scan costs no more than its rows.
create function app_account() returns uuid language sql stable as
  $$ select nullif(current_setting('counterweight.account', true), '')::uuid $$;

create function app_agency() returns uuid language sql stable security definer set search_path = SCHEMA, pg_temp as
  $$ select agency_id from account where id = app_account() and disabled_at is null $$;

create function app_team() returns uuid language sql stable security definer set search_path = SCHEMA, pg_temp as
  $$ select team_id from account where id = app_account() and disabled_at is null $$;

create function app_scope(resource text, action text) returns text
language sql stable security definer set search_path = SCHEMA, pg_temp as
  $$ select p.scope from account a join permission p on p.role = a.role
     where a.id = app_account() and a.disabled_at is null and p.resource = $1 and p.action = $2 $$;

-- A colleague's name, for who changed what; nothing of other agencies' people.
create function app_name(who uuid) returns text language sql stable security definer set search_path = SCHEMA, pg_temp as
  $$ select coalesce((select name from account where id = who and agency_id = app_agency()), 'somebody of another agency') $$;

create function audit_append(entry jsonb) returns bigint
language plpgsql volatile security definer set search_path = SCHEMA, pg_temp as $$
declare
  head audit_head;
  line text;
  number bigint;
  mark bytea;
begin
  select * into head from audit_head for update;
  number := head.seq + 1;
  line := (entry || jsonb_build_object(
    'at', to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'account', app_account()))::text;
  mark := sha256(head.hash || convert_to(number::text || E'\n' || line, 'UTF8'));
  insert into audit values (number, line, head.hash, mark);
  update audit_head set seq = number, hash = mark;
  return number;
end $$;

create function audit_is_fixed() returns trigger language plpgsql as
  $$ begin raise exception 'the audit trail cannot be changed'; end $$;
create trigger audit_fixed before update or delete or truncate on audit
  for each statement execute function audit_is_fixed();

grant usage on schema SCHEMA to APP, GATE;
revoke execute on function audit_append(jsonb) from public;
grant execute on function audit_append(jsonb) to APP, GATE;
grant select on audit, audit_head, permission, agency, team to APP;
grant insert on team to APP;
grant select (id, agency_id, team_id, email, name, role, disabled_at, created_at), insert (id, agency_id, team_id, email, name, role),
  update (team_id, name, role, disabled_at) on account to APP;
grant insert on invitation to APP;
grant delete, select (account_id) on session to APP;
grant select, insert, update on case_record, case_identity, case_narrative, case_facet, consent, referral to APP;
grant delete on case_identity, case_narrative, case_facet, case_change, case_token to APP;
grant select, insert on case_change, case_token, erasure to APP;

-- The gate signs people in and sees nothing else.
grant select, insert, update, delete on account, session, invitation to GATE;
grant select on agency, team to GATE;

RECORD_POLICIES

-- The trail is read by whoever the policy lets read it, whatever its subject.
alter table audit enable row level security;
create policy audit_read on audit for select to APP using ((select app_scope('audit', 'read')) is not null);

alter table referral enable row level security;
create policy referral_sent on referral for select to APP using (
  from_agency = (select app_agency()) and (
    (select app_scope('referral', 'read')) = 'agency'
    or ((select app_scope('referral', 'read')) in ('own', 'team') and owner_id = (select app_account()))
    or ((select app_scope('referral', 'read')) = 'team' and team_id = (select app_team()))));
create policy referral_received on referral for select to APP using (
  to_agency = (select app_agency()) and (select app_scope('referral', 'decide')) = 'agency');
create policy referral_request on referral for insert to APP with check (
  from_agency = (select app_agency()) and (
    (select app_scope('referral', 'create')) = 'agency'
    or ((select app_scope('referral', 'create')) = 'own' and owner_id = (select app_account()))));
create policy referral_decide on referral for update to APP using (
  to_agency = (select app_agency()) and (select app_scope('referral', 'decide')) = 'agency');
create policy referral_withdraw on referral for update to APP using (
  from_agency = (select app_agency()) and (select app_scope('consent', 'withdraw')) is not null)
  with check (state = 'withdrawn');

-- Name parts are found only by those who may read identities of the agency, or enter them.
alter table case_token enable row level security;
create policy token_find on case_token for select to APP using (
  agency_id = (select app_agency()) and coalesce((select app_scope('identity', 'read')), (select app_scope('person', 'erase'))) is not null);
create policy token_enter on case_token for insert to APP with check (
  agency_id = (select app_agency())
  and coalesce((select app_scope('identity', 'update')), (select app_scope('import', 'create'))) is not null);
create policy token_remove on case_token for delete to APP using (
  agency_id = (select app_agency())
  and coalesce((select app_scope('identity', 'update')), (select app_scope('person', 'erase'))) is not null);

alter table erasure enable row level security;
create policy erasure_enter on erasure for insert to APP with check (
  agency_id = (select app_agency()) and (select app_scope('person', 'erase')) is not null);

alter table account enable row level security;
create policy account_read on account for select to APP using (
  id = (select app_account()) or (agency_id = (select app_agency()) and (select app_scope('account', 'read')) = 'agency'));
create policy account_create on account for insert to APP with check (
  agency_id = (select app_agency()) and (select app_scope('account', 'create')) = 'agency');
create policy account_change on account for update to APP using (
  agency_id = (select app_agency()) and (select app_scope('account', 'update')) = 'agency');
create policy account_gate on account to GATE using (true);

alter table session enable row level security;
create policy session_end on session for delete to APP using (
  account_id = (select app_account()) or (select app_scope('account', 'update')) = 'agency');
create policy session_see on session for select to APP using (
  account_id = (select app_account()) or (select app_scope('account', 'update')) = 'agency');
create policy session_gate on session to GATE using (true);

alter table invitation enable row level security;
create policy invitation_make on invitation for insert to APP with check (
  (select app_scope('account', 'create')) = 'agency');
create policy invitation_gate on invitation to GATE using (true);

alter table team enable row level security;
create policy team_read on team for select to APP using (agency_id = (select app_agency()));
create policy team_make on team for insert to APP with check (
  agency_id = (select app_agency()) and (select app_scope('account', 'create')) = 'agency');
create policy team_gate on team for select to GATE using (true);
