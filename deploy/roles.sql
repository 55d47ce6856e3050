-- Run once by the owner of the database, after "counterweight runs" has made the tables.
-- One role for those who run studies and for the workers. It sees runs and their queues; it has no way to the register.
create role counterweight_worker login;
grant usage on schema counterweight_runs, counterweight_queue to counterweight_worker;
grant select on counterweight_runs.version to counterweight_worker;
grant select, insert, update on counterweight_runs.run to counterweight_worker;
grant select, insert, delete on counterweight_runs.result to counterweight_worker;
grant select, insert, update, delete on counterweight_runs.worker to counterweight_worker;
grant select, insert, update, delete on all tables in schema counterweight_queue to counterweight_worker;
grant usage on all sequences in schema counterweight_queue to counterweight_worker;
grant execute on all functions in schema counterweight_queue to counterweight_worker;
