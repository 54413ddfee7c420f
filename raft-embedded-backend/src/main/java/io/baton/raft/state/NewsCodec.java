// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import java.util.Set;

/** How inquiries and news are written; between members and clients only. */
public final class NewsCodec {

    private static final byte INQUIRY = 0x31;
    private static final byte NEWS = 0x32;
    private static final int PLACE_BYTES = 25;
    private static final int SHORTEST_NAME = 5;

    private NewsCodec() {}

    /** An inquiry as a message. */
    public static byte[] write(Inquiry inquiry) {
        Output out = new Output(INQUIRY);
        Parts.write(out, inquiry.session());
        out.number(inquiry.since());
        return out.each(inquiry.observed(), name -> Parts.write(out, name)).toBytes();
    }

    /**
     * Reads an inquiry.
     *
     * @throws MalformedException if the bytes are not an inquiry
     */
    public static Inquiry inquiry(byte[] bytes) {
        return Input.read(
                bytes,
                INQUIRY,
                "an inquiry",
                in -> new Inquiry(
                        Parts.session(in), in.number(), Set.copyOf(in.list(SHORTEST_NAME, () -> Parts.election(in)))));
    }

    /** News as a message. */
    public static byte[] write(News news) {
        Output out = new Output(NEWS);
        out.number(news.upTo()).flag(news.sessionStands());
        out.each(
                news.places(),
                place -> out.number(place.tag())
                        .number(place.predecessor())
                        .flag(place.predecessorLeads())
                        .number(place.inOfficeBy()));
        out.each(news.removed(), out::number);
        return out.each(news.elections(), name -> Parts.write(out, name)).toBytes();
    }

    /**
     * Reads news.
     *
     * @throws MalformedException if the bytes are not news
     */
    public static News news(byte[] bytes) {
        return Input.read(
                bytes,
                NEWS,
                "news",
                in -> new News(
                        in.number(),
                        in.flag(),
                        in.list(PLACE_BYTES, () -> new News.Place(in.number(), in.number(), in.flag(), in.number())),
                        in.list(Long.BYTES, in::number),
                        in.list(SHORTEST_NAME, () -> Parts.election(in))));
    }
}
