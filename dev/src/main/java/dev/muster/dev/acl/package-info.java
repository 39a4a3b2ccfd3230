/// What Kafka has to let each part of a fleet do, and no more: as ACLs, as a script, as Strimzi's users.
@NullMarked
package dev.muster.dev.acl;

import org.jspecify.annotations.NullMarked;
