// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.range;

import io.github.livepartition.sql.Identifier;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The pattern of a scheme, filled for its ranges. */
record RangeNames(PartitionScheme scheme) {

    Identifier name(Identifier table, Range range) {
        var name = scheme.names().fill(token -> piece(token, table, range));
        try {
            return new Identifier(name);
        } catch (IllegalArgumentException e) {
            throw NameRefusals.notAName(e);
        }
    }

    List<Identifier> names(Identifier table, List<Range> ranges) {
        var names = new ArrayList<Identifier>();
        var named = new HashMap<Identifier, Range>();
        for (var range : ranges) {
            var name = name(table, range);
            var earlier = named.putIfAbsent(name, range);
            if (earlier != null) {
                throw NameRefusals.sameName(name, earlier, range);
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private String piece(NameToken token, Identifier table, Range range) {
        if (token == NameToken.TABLE) {
            return table.value();
        }
        var bound = token == NameToken.TO ? range.to() : range.from();
        return scheme.interval() instanceof NumberInterval
                ? NameToken.signed(bound.text())
                : token.fill(shown(bound));
    }

    /** What the clock that the partitions follow shows at the bound. */
    private ZonedDateTime shown(Bound bound) {
        ZoneId zone = scheme.keyType().isWallClock() ? ZoneOffset.UTC : scheme.timeZone();
        return scheme.axis().instant(bound).atZone(zone);
    }
}
