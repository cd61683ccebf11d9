-- Who makes the tables and who works with them; passwords are set by hand afterwards (\password).
CREATE ROLE talks_owner LOGIN;
CREATE ROLE talks_app LOGIN;
ALTER DATABASE talks OWNER TO talks_owner;
REVOKE ALL ON DATABASE talks FROM PUBLIC;
GRANT CONNECT ON DATABASE talks TO talks_app;
