package io.qqbridge.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Digits as a black and white BMP, which a person can read and a program can show. */
final class CaptchaPicture {
    // Each digit is three pixels wide and five high; the highest bit is the upper left pixel.
    private static final int[] DIGITS = {
        0b111_101_101_101_111,
        0b010_110_010_010_111,
        0b111_001_111_100_111,
        0b111_001_111_001_111,
        0b101_101_111_001_001,
        0b111_100_111_001_111,
        0b111_100_111_101_111,
        0b111_001_010_010_010,
        0b111_101_111_101_111,
        0b111_101_111_001_111
    };
    private static final int SCALE = 4;
    private static final int HEADERS = 62;

    private CaptchaPicture() {}

    /** The picture of a text of digits, in hex. */
    static String hex(String digits) {
        int width = (digits.length() * 4 + 1) * SCALE;
        int height = 7 * SCALE;
        int bytesInRow = (width + 31) / 32 * 4;
        ByteBuffer bmp =
                ByteBuffer.allocate(HEADERS + bytesInRow * height).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(bmp.capacity()).putInt(0).putInt(HEADERS);
        bmp.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 1);
        bmp.putInt(0).putInt(bytesInRow * height).putInt(2835).putInt(2835).putInt(2).putInt(0);
        bmp.putInt(0xFFFFFF).putInt(0x000000);
        for (int row = height - 1; row >= 0; row--) {
            byte[] pixels = new byte[bytesInRow];
            for (int column = 0; column < width; column++) {
                if (isInk(digits, column / SCALE - 1, row / SCALE - 1)) {
                    pixels[column / 8] |= (byte) (0x80 >> column % 8);
                }
            }
            bmp.put(pixels);
        }
        return HexFormat.of().formatHex(bmp.array());
    }

    private static boolean isInk(String digits, int x, int y) {
        if (x < 0 || y < 0 || y >= 5 || x % 4 == 3 || x / 4 >= digits.length()) {
            return false;
        }
        int digit = DIGITS[Character.digit(digits.charAt(x / 4), 10)];
        return (digit >> (14 - (y * 3 + x % 4)) & 1) == 1;
    }
}
