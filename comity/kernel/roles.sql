-- The roles of Comity, for the superuser of a PostgreSQL server (15 or later). Doing it again changes nothing.
--
-- comity_owner  owns the database and migrates it; nobody else changes tables.
-- comity_web    the login of web and clock. Owns nothing, has no right of its own; each transaction takes a duty.
-- comity_door   duty: sessions, accounts, who acts for whom.
-- comity_reader duty: sees the rows of its communities, changes nothing.
-- comity_system duty: what an action does after its rule has spoken.
--
-- Passwords are set separately: \password comity_owner, \password comity_web.
DO $$
DECLARE
  duty text;
  login text;
BEGIN
  FOREACH duty IN ARRAY ARRAY['comity_door', 'comity_reader', 'comity_system'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = duty) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', duty);
    END IF;
  END LOOP;
  FOREACH login IN ARRAY ARRAY['comity_owner', 'comity_web'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', login);
    END IF;
    FOREACH duty IN ARRAY ARRAY['comity_door', 'comity_reader', 'comity_system'] LOOP
      IF NOT pg_has_role(login, duty, 'MEMBER') THEN
        EXECUTE format('GRANT %I TO %I', duty, login);
      END IF;
    END LOOP;
  END LOOP;
  -- Before version 16 the owner of a database may write in its public schema only if it inherits.
  ALTER ROLE comity_owner INHERIT;
END
$$;
