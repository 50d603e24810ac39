package io.qqbridge;

/** x. */
public final class Launcher {
    private Launcher() {}

    sealed interface A permits B, C {}

    record B(int x) implements A {}

    record C(int x) implements A {}

    static int f(A a) {
        return switch (a) {
            case B(int x) -> x;
            case C c -> c.x();
        };
    }

    /** x. */
    public static void main(String[] args) {
        System.out.println("hi " + Runtime.version() + f(new B(1)));
    }
}
