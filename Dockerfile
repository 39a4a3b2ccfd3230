# The image of the `muster` command: its subcommands are the container's arguments.
#
#     ./mvnw -Prelease -DskipTests package && docker build -t muster:0.1.0 .
#     docker run --rm muster:0.1.0 coordinator --kafka kafka:9092 --host 0.0.0.0 --tokens /run/secrets/tokens
#
# It is made of the archive that is released; nothing is compiled here. Where no registry can be reached, BASE and JDK
# name images of the site's own; `.ci/image` makes such images of a Debian with a JDK 25.
#
# Every file has the same date in every build, so the same archive, JDK and base give the same layers, but for the last.

# The digests are those that docker-library/repo-info lists for debian:bookworm-slim of 2026-08-03 and for eclipse-temurin:25.0.4_7-jdk.
# They were read there and not pulled, because no registry could be reached where this was written.
ARG BASE=debian:bookworm-slim@sha256:abd67ffcfa541b485a3dff59865ab629aa048a6c613e639d36e7456b0b229241
ARG JDK=eclipse-temurin:25.0.4_7-jdk@sha256:dcf835e52330939b6c9f90ecab8aafcbcaa8fbf48423db44de884cf978c10144

FROM ${JDK} AS build
# What Muster, Kafka's clients, RocksDB and the sample agents (java.desktop: they draw) need of a JDK. jdk.jcmd is for operators.
RUN "${JAVA_HOME:-/opt/java}/bin/jlink" --output /image/jre/opt/java --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
    --add-modules java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.jcmd,jdk.management,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs
ADD release/target/muster-0.1.0.tar.gz /
RUN set -eu; mkdir -p /image/lib/opt/muster /image/app/opt/muster; cd /muster-0.1.0; mv lib /image/lib/opt/muster/; \
    mv app muster LICENSE NOTICE THIRD-PARTY.txt muster-0.1.0-bom.json /image/app/opt/muster/
# RocksDB brings its native library for every system there is, 70 MB; only this one's is kept.
RUN set -eu; java=${JAVA_HOME:-/opt/java}; cd /image/lib/opt/muster/lib; jar=$(ls rocksdbjni-*.jar); mkdir /rocks; cd /rocks; \
    "$java/bin/jar" --extract --file "/image/lib/opt/muster/lib/$jar"; rm -f ./*.dll ./*.jnilib; \
    case $(uname -m) in x86_64) own=linux64.so ;; aarch64) own=linux-aarch64.so ;; *) own='*.so' ;; esac; \
    mkdir /own; mv ./*rocksdbjni-$own /own/; rm -f ./*.so; mv /own/* .; \
    find . -type f -not -path ./META-INF/MANIFEST.MF >/files; LC_ALL=C sort -o /files /files; \
    "$java/bin/jar" --create --file "/image/lib/opt/muster/lib/$jar" --date=2026-01-01T00:00:00Z --manifest META-INF/MANIFEST.MF @/files
COPY etc/image/healthcheck /image/app/opt/muster/
RUN set -eu; mkdir -p /image/own/data; find /image -exec touch -h -d 2026-01-01T00:00:00Z {} +

FROM ${BASE} AS plain
# The layers in the order in which they change: the JRE, other people's jars, ours.
COPY --from=build /image/jre /
COPY --from=build /image/lib /
COPY --from=build /image/app /
COPY --from=build --chown=10001:10001 /image/own /
ENV LANG=C.UTF-8 PATH=/opt/muster:/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 10001:10001
WORKDIR /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=120s --retries=5 CMD ["/opt/muster/healthcheck"]
ENTRYPOINT ["/opt/muster/muster"]
CMD ["--help"]

# What the JVM keeps of the classes that a whole fleet has loaded: a coordinator starts with it in two thirds of the time. No two runs keep the
# same, so this layer alone differs from build to build; without it (`--target plain`) Muster runs as well.
FROM plain AS trained
RUN MUSTER_JAVA_OPTS="-XX:AOTCacheOutput=/data/muster.aot -Xlog:aot*=error" muster demo

FROM plain
COPY --from=trained /data/muster.aot /opt/muster/
