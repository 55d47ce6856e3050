-- Passkeys: only what a signature is checked with, and what tells a copied authenticator. No key in here opens anything.
create table passkey (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  agency_id uuid not null references agency,
  credential bytea not null unique,
  public_key bytea not null,
  counter bigint not null,
  -- Whether the authenticator may copy it to other devices of its owner (fixed at enrolment), and whether it has.
  backup_eligible boolean not null,
  backed_up boolean not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkey_account on passkey (account_id);

-- What a browser was asked to sign, for one attempt or one session, once. The attempt is known by a hash only.
create table passkey_challenge (
  bound bytea not null,
  purpose text not null check (purpose in ('enrol', 'sign-in', 'session')),
  challenge text not null,
  expires_at timestamptz not null,
  primary key (bound, purpose)
);

-- Browsers an account was used from, each by the hash of a random mark it keeps.
create table device (
  id bytea not null,
  account_id uuid not null references account on delete cascade,
  first_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  primary key (id, account_id)
);

-- From where, when and how long an agency's people may work; one checked document an agency.
create table access_rules (
  agency_id uuid primary key references agency,
  rules jsonb not null
);

alter table session add column passkey_at timestamptz, add column device bytea;

grant select, insert, update (name), delete on passkey to APP;
grant select, insert, update on access_rules to APP;
grant select, update (counter, backed_up, used_at) on passkey to GATE;
grant select, insert, update, delete on passkey_challenge, device to GATE;
grant select on access_rules to GATE;

alter table passkey enable row level security;
create policy passkey_read on passkey for select to APP using (
  (account_id = (select app_account()) and (select app_scope('passkey', 'read')) is not null)
  or (agency_id = (select app_agency()) and (select app_scope('account', 'read')) = 'agency'));
create policy passkey_enrol on passkey for insert to APP with check (
  account_id = (select app_account()) and agency_id = (select app_agency()) and (select app_scope('passkey', 'create')) is not null);
create policy passkey_rename on passkey for update to APP using (
  account_id = (select app_account()) and (select app_scope('passkey', 'update')) is not null);
create policy passkey_remove on passkey for delete to APP using (
  account_id = (select app_account()) and (select app_scope('passkey', 'erase')) is not null);
create policy passkey_gate_read on passkey for select to GATE using (true);
create policy passkey_gate_use on passkey for update to GATE using (true);

alter table passkey_challenge enable row level security;
create policy challenge_gate on passkey_challenge to GATE using (true);
alter table device enable row level security;
create policy device_gate on device to GATE using (true);

alter table access_rules enable row level security;
create policy rules_read on access_rules for select to APP using (
  agency_id = (select app_agency()) and (select app_scope('rules', 'read')) = 'agency');
create policy rules_make on access_rules for insert to APP with check (
  agency_id = (select app_agency()) and (select app_scope('rules', 'update')) = 'agency');
create policy rules_change on access_rules for update to APP using (
  agency_id = (select app_agency()) and (select app_scope('rules', 'update')) = 'agency');
create policy rules_gate on access_rules for select to GATE using (true);

-- Takes a person's passkeys and sessions away, and where all is lost the password, the app and the known browsers too.
-- A function, because the request role may neither read nor write what people sign in with.
create function reset_sign_in(who uuid, everything boolean) returns int
language plpgsql volatile security definer set search_path = SCHEMA, pg_temp as $$
declare
  removed int;
begin
  if app_scope('account', 'update') is distinct from 'agency'
    or not exists (select 1 from account where id = who and agency_id = app_agency()) then
    raise insufficient_privilege;
  end if;
  delete from passkey where account_id = who;
  get diagnostics removed = row_count;
  delete from session where account_id = who;
  if everything then
    update account set password = null, totp = null, totp_step = 0, failures = 0, locked_until = null where id = who;
    delete from device where account_id = who;
    delete from invitation where account_id = who;
  end if;
  return removed;
end $$;
revoke execute on function reset_sign_in(uuid, boolean) from public;
grant execute on function reset_sign_in(uuid, boolean) to APP;
