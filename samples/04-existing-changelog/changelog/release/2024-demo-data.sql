--liquibase formatted sql
--changeset shop:demo-coupons
INSERT INTO app.coupon VALUES ('WELCOME', 10);
