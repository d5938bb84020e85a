// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.application;

import io.github.livepartition.sample.application.Ledger.Sums;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.postgresql.PGConnection;

/** The ways in which a client can ask PostgreSQL for the same rows. */
enum ReadStyle {
    /** A server-side prepared statement that lives as long as its connection. */
    PREPARED(Kind.PREPARED, false) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            var sql = sums("app.orders", reach.condition("?", "?", "?"));
            return one(session.prepare(sql, reach.values(ledger)).executeQuery());
        }
    },
    /** A new statement each time. */
    TEXT(Kind.TEXT, false) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            return ask(session, sums("app.orders", reach.condition(ledger)));
        }
    },
    /** SQL-level PREPARE and EXECUTE: the snapshot is older than the lock. */
    EXECUTE(Kind.EXECUTE, true) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            var name = "ledger_" + reach.name().toLowerCase(Locale.ROOT);
            var pruned = reach == Reach.PRUNED;
            session.prepareNamed(
                    name + (pruned ? "(bigint, timestamptz, timestamptz)" : "(bigint)"),
                    sums("app.orders", reach.condition("$1", "$2", "$3")));
            var values =
                    pruned
                            ? "%d, '%s', '%s'"
                                    .formatted(ledger.customer(), ledger.from(), ledger.to())
                            : Long.toString(ledger.customer());
            return ask(session, "EXECUTE %s(%s)".formatted(name, values));
        }
    },
    /** COPY (query): the snapshot is older than the lock. */
    COPY(Kind.COPY_OUT, true) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            var sql =
                    "COPY (SELECT id, amount FROM app.orders WHERE %s) TO STDOUT"
                            .formatted(reach.condition(ledger));
            var lines = new StringWriter();
            try {
                session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql, lines);
            } catch (IOException e) {
                throw new SQLException(e);
            }
            var tally = new Tally();
            lines.toString()
                    .lines()
                    .map(line -> line.split("\t"))
                    .forEach(row -> tally.add(Long.parseLong(row[0]), new BigDecimal(row[1])));
            return tally.sums();
        }
    },
    /** A STABLE PL/pgSQL function: it reads with the snapshot of the statement that calls it. */
    FUNCTION(Kind.FUNCTION, true) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            var sql = "SELECT * FROM app.ledger(?, ?, ?, ?)";
            var pruned = reach == Reach.PRUNED;
            return one(
                    session.prepare(
                                    sql,
                                    ledger.customer(),
                                    pruned ? ledger.from() : null,
                                    pruned ? ledger.to() : null,
                                    FUNCTION_SLEEPS)
                            .executeQuery());
        }

        @Override
        long allowance() {
            return (long) (FUNCTION_SLEEPS * 1e9);
        }
    },
    /** pgjdbc's fetch size: a portal that is read piece by piece. */
    PORTAL(Kind.PORTAL, false) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            var sql = "SELECT id, amount FROM app.orders WHERE " + reach.condition("?", "?", "?");
            var statement = session.prepare(sql, reach.values(ledger));
            statement.setFetchSize(PIECE);
            var tally = new Tally();
            try (var rows = statement.executeQuery()) {
                tally.addAll(rows);
            }
            return tally.sums();
        }
    },
    /** A cursor of SQL. */
    CURSOR(Kind.CURSOR, false) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            session.execute(
                    "DECLARE piecewise CURSOR FOR SELECT id, amount FROM app.orders WHERE "
                            + reach.condition(ledger));
            var tally = new Tally();
            try (var statement = session.connection().createStatement()) {
                while (tally.addAll(
                        statement.executeQuery("FETCH " + PIECE + " FROM piecewise"))) {}
                statement.execute("CLOSE piecewise");
            }
            return tally.sums();
        }
    },
    /** A view over the table. */
    VIEW(Kind.VIEW, false) {
        @Override
        Sums read(Session session, Ledger ledger, Reach reach) throws SQLException {
            var sql = sums("app.open_orders", reach.condition("?", "?", "?"));
            return one(session.prepare(sql, reach.values(ledger)).executeQuery());
        }
    };

    private static final double FUNCTION_SLEEPS = 0.02;
    private static final int PIECE = 50;

    private final Kind kind;
    private final boolean oldSnapshot;

    ReadStyle(Kind kind, boolean oldSnapshot) {
        this.kind = kind;
        this.oldSnapshot = oldSnapshot;
    }

    abstract Sums read(Session session, Ledger ledger, Reach reach) throws SQLException;

    Kind kind() {
        return kind;
    }

    /** Reads, in READ COMMITTED too, with a snapshot from before it got its locks. */
    boolean oldSnapshot() {
        return oldSnapshot;
    }

    /** Nanoseconds that the statement sleeps on purpose. */
    long allowance() {
        return 0;
    }

    boolean needsTransaction() {
        return this == PORTAL || this == CURSOR;
    }

    private static String sums(String relation, String condition) {
        return "SELECT count(*), count(DISTINCT id), coalesce(sum(amount), 0) FROM %s WHERE %s"
                .formatted(relation, condition);
    }

    private static Sums ask(Session session, String sql) throws SQLException {
        try (var statement = session.connection().createStatement()) {
            return one(statement.executeQuery(sql));
        }
    }

    private static Sums one(ResultSet row) throws SQLException {
        try (row) {
            row.next();
            return new Sums(row.getLong(1), row.getLong(2), row.getBigDecimal(3));
        }
    }

    /** Counts rows that come one by one. */
    private static final class Tally {
        private final Set<Long> ids = new HashSet<>();
        private long rows;
        private BigDecimal amount = BigDecimal.ZERO;

        void add(long id, BigDecimal value) {
            rows++;
            ids.add(id);
            amount = amount.add(value);
        }

        /** False if there was no row. */
        boolean addAll(ResultSet found) throws SQLException {
            long before = rows;
            try (found) {
                while (found.next()) {
                    add(found.getLong(1), found.getBigDecimal(2));
                }
            }
            return rows > before;
        }

        Sums sums() {
            return new Sums(rows, ids.size(), amount);
        }
    }
}
