package io.qqbridge.gateway;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The marks that requests carry against being carried out twice; each is given once. */
public interface Marks {
    /** The asker of all questions that only this process can ask again. */
    String THIS_PROCESS = UUID.randomUUID().toString();

    /** A mark that was never given before, above zero. */
    long next();

    /** What an account asks for messages with. */
    Question question(String account);

    /**
     * An account's question for messages, whose answer must not get lost. It outlives the process,
     * so that the next one can ask with the same mark again and be told the same.
     */
    interface Question {
        /** The mark of the question whose answer is not safe yet; 0 where there is none. */
        long open();

        /** Whose the open question is, or the last one: part of the ids of what it brings. */
        default String asker() {
            return THIS_PROCESS;
        }

        /**
         * The question with this mark is about to be asked.
         *
         * @return whether it will be remembered; if not, it must not be asked now
         */
        boolean ask(long mark);

        /** Its answer is safe, or there was nothing in it. */
        void close();

        /** This process asks no more for this account. */
        default void leave() {
            // The question is where the next one finds it.
        }
    }

    /**
     * Where to begin without anything remembered: at random, for a gateway that replays answers its
     * last mark as it did before, and one process must not hit upon that of the one before.
     */
    static long first(RandomGenerator random) {
        return 1L + random.nextInt(1_000_000_000);
    }

    /** Marks that begin with {@code first} and that nothing remembers after the process. */
    static Marks inMemory(long first) {
        AtomicLong next = new AtomicLong(first);
        Map<String, Question> questions = new ConcurrentHashMap<>();
        return new Marks() {
            @Override
            public long next() {
                return next.getAndIncrement();
            }

            @Override
            public Question question(String account) {
                return questions.computeIfAbsent(account, key -> new QuestionInMemory());
            }
        };
    }

    /** A question that the process alone remembers. */
    final class QuestionInMemory implements Question {
        private volatile long open;

        @Override
        public long open() {
            return open;
        }

        @Override
        public boolean ask(long mark) {
            open = mark;
            return true;
        }

        @Override
        public void close() {
            open = 0;
        }
    }
}
