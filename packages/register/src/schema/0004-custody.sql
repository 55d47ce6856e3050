-- Custody: a case goes to another agency, or to a colleague of the same one. The row is the offer, then the receipt, and for
-- the giver the only thing left. It names nobody: numbers, codes, dates.
create table custody (
  id uuid primary key,
  case_id uuid not null references case_record on delete cascade,
  person_id uuid not null,
  -- The giver's own number for the record, so that they know which of their files it was.
  number text not null,
  from_agency uuid not null references agency,
  to_agency uuid not null references agency,
  -- Whose the case was at the giver: who may know of the offer and the receipt.
  team_id uuid,
  owner_id uuid,
  -- The person's consent, or the legal basis the protection officer stated.
  consent_id uuid references consent,
  basis text,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
  -- The few codes the receiver decides by, sealed with the person's key; gone once decided.
  codes bytea,
  offered_at timestamptz not null default now(),
  offered_by uuid references account,
  decided_at timestamptz,
  decided_by uuid references account,
  -- The colleague who took it, within an agency.
  to_account uuid references account,
  declined text,
  receipt text unique,
  check (consent_id is not null or basis is not null),
  check ((state = 'accepted') = (receipt is not null))
);
create index custody_case on custody (case_id, decided_at desc);
create index custody_person on custody (person_id);
create index custody_to on custody (to_agency, state);
create unique index custody_open on custody (case_id) where state = 'offered';

-- Who keeps the case a referral was made from. Who made it stays written; after a hand-over they no longer see it.
alter table referral add column held_by uuid references agency;
update referral set held_by = from_agency;
alter table referral alter column held_by set not null;
-- 'ended': the case it was made from was handed over.
alter table referral drop constraint referral_state_check;
alter table referral add constraint referral_state_check
  check (state in ('requested', 'accepted', 'declined', 'done', 'withdrawn', 'ended'));

-- Whether a person's case may go to an agency: never against their last word on it; else by a consent that holds, was given for
-- the whole record and for this recipient (or any), or on a stated legal basis.
create function custody_agreed(which uuid, recipient_agency uuid, agreed uuid, ground text) returns boolean
language sql stable security definer set search_path = SCHEMA, pg_temp as $$
  with said as (
    select c.*, row_number() over (order by c.position desc, c.recorded_at desc) as back,
      to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today
    from consent c
    where c.case_id = $1 and c.purpose = 'transfer'
      and (c.recipient is null or c.recipient = (select a.name from agency a where a.id = $2)))
  select not exists (select from said where back = 1 and (not given or withdrawn is not null))
    and ($4 is not null or exists (
      select from said where id = $3 and given and withdrawn is null and scope = 'everything'
        and (from_date is null or left(from_date, 10) <= left(today, length(from_date)))
        and (until_date is null or until_date >= left(today, length(until_date)))))
$$;

create function custody_receipt() returns text language sql volatile as
  $$ select to_char(now() at time zone 'UTC', 'YYYYMMDD') || '-' || upper(left(replace(gen_random_uuid()::text, '-', ''), 10)) $$;

-- Moves every row of the given cases; nothing else may write another agency's name on a row.
create function custody_move(cases uuid[], agency uuid, team uuid, owner uuid) returns void
language plpgsql volatile security definer set search_path = SCHEMA, pg_temp as $$
begin
  update case_record set agency_id = $2, team_id = $3, owner_id = $4 where id = any($1);
  update case_identity set agency_id = $2, team_id = $3, owner_id = $4 where case_id = any($1);
  update case_narrative set agency_id = $2, team_id = $3, owner_id = $4 where case_id = any($1);
  update case_facet set agency_id = $2, team_id = $3, owner_id = $4 where case_id = any($1);
  update case_change set agency_id = $2, team_id = $3, owner_id = $4 where case_id = any($1);
  update consent set agency_id = $2, team_id = $3, owner_id = $4 where case_id = any($1);
  update referral set held_by = $2, team_id = $3, owner_id = $4 where case_id = any($1);
end $$;

-- The receiver takes an offered case: decided by the caller's account and the rows alone. Says why not, having changed nothing.
create function custody_accept(offer uuid, new_number text, out refusal text, out receipt text)
language plpgsql volatile security definer set search_path = SCHEMA, pg_temp as $$
declare
  o custody;
  cases uuid[];
begin
  if app_scope('custody', 'decide') is distinct from 'agency' then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  select * into o from custody c where c.id = offer and c.to_agency = app_agency() and c.from_agency <> c.to_agency;
  if o.id is null then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  -- The case is locked first, then the offer, here as everywhere: an edit under way ends before, or finds the case gone.
  perform from case_record r where r.person_id = o.person_id order by r.id for update;
  select * into o from custody c where c.id = offer for update;
  select array_agg(r.id) into cases from case_record r
    where r.person_id = o.person_id and r.agency_id = o.from_agency and r.erased_at is null;
  if o.state <> 'offered' or not o.case_id = any(coalesce(cases, '{}')) then
    refusal := 'state';
  elsif not custody_agreed(o.case_id, o.to_agency, o.consent_id, o.basis) then
    refusal := 'consent';
  elsif exists (
    select from case_record theirs where theirs.agency_id = o.to_agency and theirs.number in (
      select coalesce(case when r.id = o.case_id then new_number end, r.number) from case_record r where r.id = any(cases)))
  then
    refusal := 'number';
  end if;
  if refusal is not null then
    return;
  end if;
  if new_number is not null then
    update case_record set number = new_number where id = o.case_id;
  end if;
  perform custody_move(cases, o.to_agency, app_team(), app_account());
  -- Made anew by the program with the receiver's key.
  delete from case_token where case_id = any(cases);
  update referral set state = 'ended', payload = null where case_id = any(cases) and state in ('requested', 'accepted');
  update custody set state = 'withdrawn', codes = null, decided_at = now()
    where person_id = o.person_id and state = 'offered' and id <> offer;
  receipt := custody_receipt();
  update custody c set state = 'accepted', codes = null, decided_at = now(), decided_by = app_account(), receipt = custody_accept.receipt
    where c.id = offer;
end $$;

-- A colleague of the same agency takes over at once: same organisation, same keys, so no consent and no offer.
create function custody_assign(which uuid, colleague uuid, out refusal text, out receipt text)
language plpgsql volatile security definer set search_path = SCHEMA, pg_temp as $$
declare
  r case_record;
  a account;
begin
  select * into r from case_record where id = which for update;
  if app_scope('custody', 'assign') is distinct from 'agency' or r.agency_id is distinct from app_agency() or r.erased_at is not null
  then
    raise exception 'not allowed' using errcode = 'insufficient_privilege';
  end if;
  select * into a from account where id = colleague and agency_id = r.agency_id and disabled_at is null
    and role in ('caseworker', 'supervisor');
  if a.id is null then
    refusal := 'colleague';
    return;
  end if;
  perform custody_move(array[which], r.agency_id, a.team_id, a.id);
  receipt := custody_receipt();
  insert into custody (id, case_id, person_id, number, from_agency, to_agency, team_id, owner_id, basis, state, offered_by,
    decided_at, decided_by, to_account, receipt)
  values (gen_random_uuid(), which, r.person_id, r.number, r.agency_id, r.agency_id, r.team_id, r.owner_id, 'within', 'accepted',
    app_account(), now(), app_account(), colleague, custody_assign.receipt);
end $$;

-- Those who may be given a case, for whoever may give it.
create function custody_colleagues(out id uuid, out name text, out role text, out team text) returns setof record
language sql stable security definer set search_path = SCHEMA, pg_temp as $$
  select a.id, a.name, a.role, t.name from account a left join team t on t.id = a.team_id
  where app_scope('custody', 'assign') = 'agency' and a.agency_id = app_agency() and a.disabled_at is null
    and a.role in ('caseworker', 'supervisor')
  order by a.name, a.id $$;

revoke execute on function custody_move(uuid[], uuid, uuid, uuid), custody_accept(uuid, text), custody_assign(uuid, uuid),
  custody_colleagues(), custody_agreed(uuid, uuid, uuid, text) from public;
grant execute on function custody_accept(uuid, text), custody_assign(uuid, uuid), custody_colleagues(),
  custody_agreed(uuid, uuid, uuid, text) to APP;
grant select, insert on custody to APP;
grant update (state, codes, declined, decided_at, decided_by) on custody to APP;

alter table custody enable row level security;
create policy custody_given on custody for select to APP using (
  from_agency = (select app_agency()) and (
    (select app_scope('custody', 'read')) = 'agency'
    or ((select app_scope('custody', 'read')) in ('own', 'team') and owner_id = (select app_account()))
    or ((select app_scope('custody', 'read')) = 'team' and team_id = (select app_team()))));
create policy custody_received on custody for select to APP using (
  to_agency = (select app_agency()) and (
    (select app_scope('custody', 'decide')) = 'agency'
    or (state = 'accepted' and (select app_scope('custody', 'read')) = 'agency')));
create policy custody_offer on custody for insert to APP with check (
  from_agency = (select app_agency()) and to_agency <> from_agency and state = 'offered'
  and (select app_scope('custody', 'create')) = 'agency'
  and (basis is null or (select app_scope('legal-basis', 'create')) = 'agency')
  and exists (select from case_record r where r.id = case_id and r.person_id = custody.person_id and r.agency_id = from_agency)
  and custody_agreed(case_id, to_agency, consent_id, basis));
create policy custody_decline on custody for update to APP using (
  state = 'offered' and to_agency = (select app_agency()) and (select app_scope('custody', 'decide')) = 'agency')
  with check (state = 'declined');
-- By whoever may; and once the consent it rests on is withdrawn, by whoever may do that.
create policy custody_withdraw on custody for update to APP using (
  state = 'offered' and from_agency = (select app_agency()) and (
    (select app_scope('custody', 'withdraw')) = 'agency'
    or ((select app_scope('consent', 'withdraw')) is not null
      and exists (select from consent w where w.id = consent_id and w.withdrawn is not null))))
  with check (state = 'withdrawn');

drop policy referral_sent on referral;
create policy referral_sent on referral for select to APP using (
  held_by = (select app_agency()) and (
    (select app_scope('referral', 'read')) = 'agency'
    or ((select app_scope('referral', 'read')) in ('own', 'team') and owner_id = (select app_account()))
    or ((select app_scope('referral', 'read')) = 'team' and team_id = (select app_team()))));
drop policy referral_request on referral;
create policy referral_request on referral for insert to APP with check (
  from_agency = (select app_agency()) and held_by = from_agency and (
    (select app_scope('referral', 'create')) = 'agency'
    or ((select app_scope('referral', 'create')) = 'own' and owner_id = (select app_account()))));
drop policy referral_withdraw on referral;
create policy referral_withdraw on referral for update to APP using (
  held_by = (select app_agency()) and (select app_scope('consent', 'withdraw')) is not null)
  with check (state = 'withdrawn');
