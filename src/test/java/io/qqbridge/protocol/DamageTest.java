package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class DamageTest {
    @Property
    void anyBytesAreGoodOrMalformed(@ForAll byte[] line) {
        assertThat(Answer.decode(line)).isNotNull();
        assertThat(Request.decode(line)).isNotNull();
    }

    @Property(tries = 5000)
    void aDamagedLineIsGoodOrMalformed(@ForAll("vectors") byte[] line, @ForAll Random random) {
        byte[] damaged = damage(line, random);

        assertThat(Answer.decode(damaged)).isNotNull();
        assertThat(Request.decode(damaged)).isNotNull();
    }

    @Property
    void whatADamagedAnswerSaysCanBeSaidAgain(
            @ForAll("vectors") byte[] line, @ForAll Random random) {
        if (Answer.decode(damage(line, random)) instanceof Decoded.Good<Answer> good) {
            Decoded<Answer> again = Answer.decode(good.value().encode());

            assertThat(again).isInstanceOf(Decoded.Good.class);
        }
    }

    @Provide
    Arbitrary<byte[]> vectors() {
        return Arbitraries.of(Vectors.ALL.values()).map(Vectors.Vector::bytes);
    }

    /** A few bytes changed, taken out, doubled, or the end cut off. */
    private static byte[] damage(byte[] line, Random random) {
        StringBuilder damaged = new StringBuilder(new String(line, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(4); i >= 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
                case 1 -> damaged.setCharAt(at, "%&,=\r\n 09-".charAt(random.nextInt(10)));
                case 2 -> damaged.deleteCharAt(at);
                case 3 -> damaged.insert(at, damaged.substring(at));
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
