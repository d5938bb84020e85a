--liquibase formatted sql
--changeset me:second context:never
SELECT 1;
