/// What `k8s/` says, read as Kubernetes would.
@NullMarked
package dev.muster.dev.k8s;

import org.jspecify.annotations.NullMarked;
