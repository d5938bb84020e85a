-- What Hibernate 6 creates for a JPA entity with @GeneratedValue(strategy = SEQUENCE), @Version and @Enumerated(STRING).
CREATE SEQUENCE customer_seq START WITH 1 INCREMENT BY 50;
CREATE SEQUENCE purchase_order_seq START WITH 1 INCREMENT BY 50;
CREATE TABLE customer (id bigint NOT NULL, email varchar(255) NOT NULL, PRIMARY KEY (id));
CREATE TABLE purchase_order (
  total numeric(38,2),
  version integer NOT NULL,
  created_at timestamp(6) with time zone NOT NULL,
  customer_id bigint NOT NULL,
  id bigint NOT NULL,
  updated_at timestamp(6) with time zone,
  note varchar(255),
  status varchar(255) NOT NULL CHECK (status IN ('NEW','PAID','SHIPPED','CANCELLED')),
  PRIMARY KEY (id)
);
CREATE INDEX idx_order_customer ON purchase_order (customer_id);
CREATE INDEX idx_order_created ON purchase_order (created_at);
ALTER TABLE IF EXISTS customer ADD CONSTRAINT "UKdwk6cx0afu8bs9o4t536v1j5v" UNIQUE (email);
ALTER TABLE IF EXISTS purchase_order ADD CONSTRAINT "FKi7d1w4mcq6f0cr6yb4q8v2kx" FOREIGN KEY (customer_id) REFERENCES customer;
GRANT SELECT, INSERT, UPDATE, DELETE ON customer, purchase_order TO :"app";
GRANT USAGE ON SEQUENCE customer_seq, purchase_order_seq TO :"app";
