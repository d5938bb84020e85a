// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Pacing;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Conversions for tests: what is not set has the default of the changelog attribute. */
record Request(
        QualifiedName table,
        String key,
        String interval,
        Optional<KeyUnit> unit,
        Optional<String> boundary,
        int premake,
        List<String> primaryKey,
        Optional<String> legacyName,
        Optional<String> pattern,
        ZoneId zone,
        boolean notNull,
        Strategy strategy,
        KeyChoices keys,
        Pace pace) {

    static Request of(String schema, String table, String key, String interval) {
        return new Request(
                QualifiedName.of(schema, table),
                key,
                interval,
                Optional.empty(),
                Optional.empty(),
                3,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ZoneOffset.UTC,
                false,
                new Strategy.Attach(Proof.SCAN),
                KeyChoices.NONE,
                new Pace(Duration.ofMillis(100), Duration.ofSeconds(60)));
    }

    Request primaryKey(String... columns) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                List.of(columns),
                legacyName,
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }

    Request boundary(String text) {
        return new Request(
                table,
                key,
                interval,
                unit,
                Optional.of(text),
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }

    Request unit(KeyUnit keyUnit) {
        return new Request(
                table,
                key,
                interval,
                Optional.of(keyUnit),
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }

    Request premake(int count) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                count,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }

    Request legacyName(String name) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                Optional.of(name),
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }

    Request pattern(String text) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                Optional.of(text),
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }

    Request zone(String name) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                ZoneId.of(name),
                notNull,
                strategy,
                keys,
                pace);
    }

    Request notNull(boolean yes) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                yes,
                strategy,
                keys,
                pace);
    }

    Request proof(Proof how) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                new Strategy.Attach(how),
                keys,
                pace);
    }

    Request pace(long lockTimeoutMillis, long retryForMillis) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                new Pace(Duration.ofMillis(lockTimeoutMillis), Duration.ofMillis(retryForMillis)));
    }

    Request extend(String name) {
        return unique(name, KeyChoices.Action.EXTEND);
    }

    Request drop(String name) {
        return unique(name, KeyChoices.Action.DROP);
    }

    private Request unique(String name, KeyChoices.Action action) {
        KeyChoices.Unique choice = new KeyChoices.Unique(new Identifier(name), action);
        return keys(
                new KeyChoices(
                        Stream.concat(keys.unique().stream(), Stream.of(choice)).toList(),
                        keys.incoming(),
                        keys.wider()));
    }

    Request incoming(KeyChoices.Incoming what) {
        return keys(new KeyChoices(keys.unique(), what, keys.wider()));
    }

    /** A foreign key of another table with the column that holds the partition column. */
    Request wider(String schema, String other, String name, String... columns) {
        KeyChoices.Wider one =
                new KeyChoices.Wider(
                        QualifiedName.of(schema, other),
                        new Identifier(name),
                        Stream.of(columns).map(Identifier::new).toList());
        return keys(
                new KeyChoices(
                        keys.unique(),
                        keys.incoming(),
                        Stream.concat(keys.wider().stream(), Stream.of(one)).toList()));
    }

    private Request keys(KeyChoices choices) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                strategy,
                choices,
                pace);
    }

    Request copy() {
        return copy(range());
    }

    /** A copy by the range of this request. */
    Request copy(CopyPace how, boolean reverseLog) {
        return strategy(new Strategy.Copy(range(), Optional.empty(), how, reverseLog));
    }

    private Request strategy(Strategy how) {
        return new Request(
                table,
                key,
                interval,
                unit,
                boundary,
                premake,
                primaryKey,
                legacyName,
                pattern,
                zone,
                notNull,
                how,
                keys,
                pace);
    }

    /** A copy by other than the range of this request, split further or not. */
    Request copy(PartitionBy by, PartitionBy... sub) {
        CopyPace small = new CopyPace(16, Pacing.NONE, 1);
        return strategy(new Strategy.Copy(by, Stream.of(sub).findFirst(), small, true));
    }

    PartitionBy.ByRange range() {
        return new PartitionBy.ByRange(
                new Identifier(key), interval, unit, premake, zone, pattern, Optional.empty());
    }

    static PartitionBy.ByHash hash(String column, int modulus) {
        return new PartitionBy.ByHash(new Identifier(column), modulus, Optional.empty());
    }

    /** Of partitions, each a name and then its values; null is NULL. */
    static PartitionBy.ByList list(String column, PartitionBy.Values... partitions) {
        return new PartitionBy.ByList(new Identifier(column), List.of(partitions));
    }

    static PartitionBy.Values values(String name, String... values) {
        return new PartitionBy.Values(name, Stream.of(values).map(Optional::ofNullable).toList());
    }

    Conversion conversion() {
        return new Conversion(
                table,
                new Identifier(key),
                interval,
                unit,
                boundary,
                premake,
                primaryKey.stream().map(Identifier::new).toList(),
                table.withName(
                        legacyName
                                .map(Identifier::new)
                                .orElseGet(() -> Conversion.defaultLegacyName(table.name()))),
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace);
    }
}
