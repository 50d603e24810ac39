package io.qqbridge.gateway;

/**
 * Which of the configured accounts this process is to keep; where several share them, that changes.
 */
@FunctionalInterface
public interface Tenure {
    /** All: there is no other process. */
    Tenure ALL = account -> true;

    /** Whether the account with this UIN is ours now. Asked by any thread, often. */
    boolean isOurs(String account);
}
