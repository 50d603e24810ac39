package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;

import java.util.List;

class NamesTest {
    @Test
    void namesStandWhereAPersonLooksForThem() {
        assertThat(
                        List.of(
                                        "b",
                                        "account-10",
                                        "Account-2",
                                        "account-9",
                                        "account-09",
                                        "a",
                                        "10")
                                .stream()
                                .sorted(Names.ORDER))
                .containsExactly(
                        "10", "a", "Account-2", "account-09", "account-9", "account-10", "b");
    }

    @Property
    void anyTwoHaveOneOrder(
            @ForAll
                    @StringLength(max = 8)
                    @CharRange(from = '0', to = '2')
                    @CharRange(from = 'A', to = 'B')
                    String a,
            @ForAll
                    @StringLength(max = 8)
                    @CharRange(from = '0', to = '2')
                    @CharRange(from = 'A', to = 'B')
                    String b,
            @ForAll
                    @StringLength(max = 8)
                    @CharRange(from = '0', to = '2')
                    @CharRange(from = 'A', to = 'B')
                    String c) {
        int order = Names.ORDER.compare(a, b);
        assertThat(Integer.signum(Names.ORDER.compare(b, a))).isEqualTo(-Integer.signum(order));
        assertThat(order == 0).isEqualTo(a.equals(b));
        if (order <= 0 && Names.ORDER.compare(b, c) <= 0) {
            assertThat(Names.ORDER.compare(a, c)).isLessThanOrEqualTo(0);
        }
    }
}
