package io.qqbridge.gateway.tqq;

import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Gateway;
import io.qqbridge.gateway.Session;
import io.qqbridge.gateway.Time;
import io.qqbridge.gateway.Transport;

/** The QQ HTTP gateway behind one URL. */
public final class TqqGateway implements Gateway {
    private final Transport transport;
    private final Dialect dialect;
    private final SeqCounter seqs;
    private final Time time;

    /**
     * @param seqs gives the marks of everything but commands
     */
    public TqqGateway(Transport transport, Dialect dialect, SeqCounter seqs, Time time) {
        this.transport = transport;
        this.dialect = dialect;
        this.seqs = seqs;
        this.time = time;
    }

    @Override
    public Session session(Account account) {
        return new TqqSession(
                account, new RoundTrip(transport, dialect, account), seqs, dialect, time);
    }
}
