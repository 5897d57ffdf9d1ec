-- The ground under all tables: roles, the communities of the reader, accent-free search in two languages.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['comity_door', 'comity_reader', 'comity_system'] LOOP
        -- Where an administrator has laid the roles (kernel/roles.sql), the owner need not have the right to.
        CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = name);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
    END LOOP;
END $$;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA IF NOT EXISTS comity;

-- What the reader of this transaction may read; nothing unless it was set in this transaction.
CREATE OR REPLACE FUNCTION comity.communities() RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT string_to_array(coalesce(current_setting('comity.communities', true), ''), ',') $$;

-- Accents taken off, in a form that an index may use.
CREATE OR REPLACE FUNCTION comity.plain(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

DO $$ BEGIN
    CREATE TEXT SEARCH CONFIGURATION comity.english (COPY = pg_catalog.english);
    ALTER TEXT SEARCH CONFIGURATION comity.english
        ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, english_stem;
    CREATE TEXT SEARCH CONFIGURATION comity.french (COPY = pg_catalog.french);
    ALTER TEXT SEARCH CONFIGURATION comity.french
        ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, french_stem;
EXCEPTION WHEN unique_violation OR duplicate_object THEN NULL;
END $$;

CREATE OR REPLACE FUNCTION comity.never_changed() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;

GRANT USAGE ON SCHEMA public, comity TO comity_door, comity_reader, comity_system;
