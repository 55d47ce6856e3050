-- Sealed values do not compress, and one of two or three kilobytes is read and written faster in its row than beside it.
alter table case_record alter column coded set storage external;
alter table case_record set (toast_tuple_target = 8160);
alter table case_facet alter column created_at set default now();

-- The newest first, of everybody and of one's own, without reading and sorting them all.
create index case_facet_created on case_facet (created_at desc, case_id);
create index case_facet_owner on case_facet (owner_id, created_at desc, case_id);
