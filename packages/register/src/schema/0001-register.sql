-- The register's tables. Names, contacts and free text are sealed before they arrive; what is readable here are codes.
create table agency (
  id uuid primary key,
  name text not null,
  -- ngo, police, health, ... : referral to the police needs the person's own consent to it.
  kind text not null default 'ngo',
  created_at timestamptz not null default now()
);

create table team (
  id uuid primary key,
  agency_id uuid not null references agency,
  name text not null,
  unique (agency_id, name)
);

create table account (
  id uuid primary key,
  agency_id uuid not null references agency,
  team_id uuid references team,
  email text not null unique,
  name text not null,
  role text not null,
  password text,
  totp bytea,
  totp_step bigint not null default 0,
  failures int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table session (
  id bytea primary key,
  account_id uuid not null references account on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  second_factor_at timestamptz
);
create index session_account on session (account_id);

-- One-time links: the link itself is never stored, only its hash.
create table invitation (
  id bytea primary key,
  account_id uuid not null references account on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- The policy, written by the program at each start; row-level security reads it.
create table permission (
  role text not null,
  resource text not null,
  action text not null,
  scope text not null check (scope in ('own', 'team', 'agency', 'all')),
  primary key (role, resource, action)
);

create table case_record (
  id uuid primary key,
  person_id uuid not null,
  -- The agency's own number for the record.
  number text not null,
  agency_id uuid not null references agency,
  team_id uuid references team,
  owner_id uuid references account,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  -- Version at which each changed field last changed; a field not named is as old as the record.
  versions jsonb not null default '{}',
  coded bytea,
  retention text not null,
  retain_until date,
  import_id uuid,
  erased_at timestamptz,
  unique (agency_id, number)
);
create index case_record_agency on case_record (agency_id, created_at desc, id);
create index case_record_owner on case_record (owner_id, created_at desc, id);
create index case_record_person on case_record (person_id);

-- Identity and narrative apart, so that each has its own row-level security; one sealed value a field.
create table case_identity (
  case_id uuid primary key references case_record on delete cascade,
  agency_id uuid not null,
  team_id uuid,
  owner_id uuid,
  fields jsonb not null
);

create table case_narrative (
  case_id uuid primary key references case_record on delete cascade,
  agency_id uuid not null,
  team_id uuid,
  owner_id uuid,
  fields jsonb not null
);

-- Made from the record, so without a reference that would be checked row by row in a large import.
-- Coarse codes for search and tables; no date finer than a year, no place finer than a country.
create table case_facet (
  case_id uuid primary key,
  agency_id uuid not null,
  team_id uuid,
  owner_id uuid,
  created_at timestamptz not null,
  gender text,
  age text,
  citizenship text,
  country text,
  year text,
  means text,
  purpose text,
  act text,
  sector text,
  sex_form text,
  recruiter text,
  status text,
  case_status text,
  origin text,
  wants text
);
create index case_facet_agency on case_facet (agency_id, created_at desc, case_id);

-- Keyed blind index of name parts. Left out of backups and made anew at restore.
create table case_token (
  agency_id uuid not null,
  token bytea not null,
  case_id uuid not null
);
create index case_token_find on case_token (agency_id, token);
create index case_token_case on case_token (case_id);

-- What a field was and became, sealed with the person's key.
create table case_change (
  id bigint generated always as identity primary key,
  case_id uuid not null references case_record on delete cascade,
  agency_id uuid not null,
  team_id uuid,
  owner_id uuid,
  version int not null,
  path text not null,
  level text not null,
  at timestamptz not null default now(),
  account_id uuid not null references account,
  before bytea,
  after bytea
);
create index case_change_case on case_change (case_id, id);

create table consent (
  id uuid primary key,
  case_id uuid not null references case_record on delete cascade,
  agency_id uuid not null,
  team_id uuid,
  owner_id uuid,
  position int not null,
  given boolean not null,
  purpose text,
  scope text,
  recipient text,
  from_date text,
  until_date text,
  withdrawn text,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references account
);
create index consent_case on consent (case_id, position);
create index consent_purpose on consent (purpose, case_id) where purpose in ('publication', 'statistics');

create table referral (
  id uuid primary key,
  case_id uuid not null references case_record on delete cascade,
  consent_id uuid not null references consent,
  from_agency uuid not null references agency,
  to_agency uuid not null references agency,
  team_id uuid,
  owner_id uuid,
  state text not null default 'requested' check (state in ('requested', 'accepted', 'declined', 'done', 'withdrawn')),
  service text not null,
  fields text[] not null,
  payload bytea,
  requested_at timestamptz not null default now(),
  requested_by uuid not null references account,
  decided_at timestamptz,
  decided_by uuid references account,
  done_at timestamptz
);
create index referral_to on referral (to_agency, state);
create index referral_case on referral (case_id);

-- People whose key was destroyed: a restore of an older backup must not bring back their rows.
create table erasure (
  person_id uuid primary key,
  agency_id uuid not null,
  at timestamptz not null default now(),
  account_id uuid not null references account
);

-- Who did what, when. hash = sha256(previous hash, sequence number, entry); nobody may change or remove a row.
create table audit (
  seq bigint primary key,
  entry text not null,
  previous bytea not null,
  hash bytea not null
);
create index audit_resource on audit ((entry::jsonb ->> 'id'));

create table audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash bytea not null
);
insert into audit_head (seq, hash) values (0, sha256(convert_to('counterweight audit, version 1', 'UTF8')));
