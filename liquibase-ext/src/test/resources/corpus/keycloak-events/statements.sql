-- JpaEventStoreProvider.onEvent
insert into EVENT_ENTITY (CLIENT_ID,DETAILS_JSON,DETAILS_JSON_LONG_VALUE,ERROR,IP_ADDRESS,REALM_ID,SESSION_ID,EVENT_TIME,TYPE,USER_ID,ID)
values ('account',NULL,'{"b":"c"}',NULL,'10.1.1.1','realm-1','s',1798800000000 + :run,'LOGIN','user-7','0000-' || :run);

-- JpaEventQuery, by realm and time, newest first
select ee1_0.ID,ee1_0.CLIENT_ID,ee1_0.DETAILS_JSON,ee1_0.ERROR,ee1_0.IP_ADDRESS,ee1_0.SESSION_ID,ee1_0.EVENT_TIME,ee1_0.TYPE,ee1_0.USER_ID
  from EVENT_ENTITY ee1_0 where ee1_0.REALM_ID='realm-1' and ee1_0.TYPE in ('LOGIN','LOGOUT') and ee1_0.EVENT_TIME>=1767225600000 and ee1_0.EVENT_TIME<=1767830400000
 order by ee1_0.EVENT_TIME desc offset 0 rows fetch first 100 rows only;

-- without a time
select ee1_0.ID,ee1_0.EVENT_TIME from EVENT_ENTITY ee1_0 where ee1_0.REALM_ID='realm-2' and ee1_0.USER_ID='user-5' order by ee1_0.EVENT_TIME desc fetch first 5 rows only;

-- by the id, as JPA's merge() does first
select ee1_0.ID,ee1_0.EVENT_TIME,length(ee1_0.DETAILS_JSON_LONG_VALUE) from EVENT_ENTITY ee1_0 where ee1_0.ID=md5('50')::uuid::varchar;

-- the admin console's count
select count(ee1_0.ID) from EVENT_ENTITY ee1_0 where ee1_0.REALM_ID='realm-0' and ee1_0.ERROR is not null;

-- clearExpiredEvents, by realm
delete from EVENT_ENTITY ee1_0 where ee1_0.REALM_ID='realm-0' and ee1_0.EVENT_TIME<1735689600000 + :run * 90000000::bigint;

-- an update by hand that brings an event into another time
update EVENT_ENTITY set EVENT_TIME=1798900000000 where ID=md5((200 + :run)::text)::uuid::varchar;

-- clear(realm) of a realm that is no more
delete from EVENT_ENTITY where REALM_ID='realm-gone';

-- the same event twice
insert into EVENT_ENTITY (ID,EVENT_TIME) values (md5('600')::uuid::varchar,1735689600000 + 600 * 9000000::bigint);

-- an event without a time, which the plain table takes
-- partitioned: ERROR 23514
insert into EVENT_ENTITY (ID,REALM_ID) values ('no-time','realm-1');
