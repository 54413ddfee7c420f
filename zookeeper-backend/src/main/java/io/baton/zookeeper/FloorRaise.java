// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.StoredText;
import io.baton.spi.support.Question;
import java.util.List;
import java.util.OptionalLong;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** Raises the floor of an election by compare-and-set, as often as it takes. */
final class FloorRaise implements Records.Reader {

    private final OpenSession session;
    private final Link link;
    private final ElectionName election;
    private final long atLeast;
    private final Question<Long> question;

    FloorRaise(OpenSession session, Link link, ElectionName election, long atLeast, Question<Long> question) {
        this.session = session;
        this.link = link;
        this.election = election;
        this.atLeast = atLeast;
        this.question = question;
    }

    void begin(long validityNanos) {
        link.wire().multi(link.barrier(), barrier -> {});
        Records.read(link, election, pair -> new Records(link, election, validityNanos, this).settle(pair));
    }

    @Override
    public void read(FloorRecord floor, OfficeRecord office) {
        if (floor.floor() >= atLeast) {
            question.answer(floor.floor());
            return;
        }
        if (!question.isOpen()) {
            return;
        }
        String path = link.layout().floor(election);
        byte[] raised = StoredText.floor(atLeast, OptionalLong.empty(), floor.validityNanos());
        Op write = Op.setData(path, raised, Math.toIntExact(floor.version()));
        link.wire().multi(List.of(write), result -> {
            if (result.code() == Code.OK) {
                question.answer(atLeast);
            } else if (result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                question.again();
            } else {
                failed(result.code(), path);
            }
        });
    }

    @Override
    public void refused(Throwable cause) {
        question.fail(cause);
    }

    @Override
    public void failed(Code code, String path) {
        session.questions().failed(question, code, path);
    }
}
