#!/usr/bin/env bash
# Runs a Kubernetes node in network, mount and process namespaces of its own,
# so that ending one process ends all of it. Called by realNode.ts as
#
#   run-node.sh enter FOLDER    joins the node's control groups, then unshares
#   run-node.sh init FOLDER     is the first process inside
#
# and told the rest by the environment.
set -euo pipefail
step=$1
folder=$2

enter() {
  local group
  for group in $NODE_GROUPS; do
    echo $$ >"$group/cgroup.procs"
  done
  exec unshare --net --mount --pid --fork --kill-child=KILL \
    "$BASH" "$0" init "$folder"
}

# What programs keep outside the cluster's folder goes away with the node.
hide_host_folders() {
  mount --make-rprivate /
  mount -t proc proc /proc
  local path
  for path in /run /var/lib /var/log; do
    mount -t tmpfs node "$path"
  done
  mkdir -p /run/netns /run/lock /run/containerd
  mkdir -p /var/lib/kubelet /var/log/containers /var/log/pods
}

await() {
  until "$@" >/dev/null 2>&1; do
    sleep 0.05
  done
}

# The socket is there before what kubelet asks for, and kubelet asks only once.
serves_kubelet() {
  ctr --address /run/containerd/containerd.sock plugins ls |
    grep -Eq '^io.containerd.grpc.v1 +cri +.* ok *$'
}

# There is no way out of the node but to its own host.
join_network() {
  ip link set lo up
  await ip link show "$NODE_LINK"
  ip addr add "$NODE_ADDRESS" peer "$HOST_ADDRESS/32" dev "$NODE_LINK"
  ip link set "$NODE_LINK" up
  ip route add unreachable default
  echo 1 >/proc/sys/net/ipv4/ip_forward
  # Or what a pod of this bridge answers to another would miss the Service's rules.
  local bridged=/proc/sys/net/bridge/bridge-nf-call-iptables
  [[ ! -e $bridged ]] || echo 1 >"$bridged"
}

init() {
  # Still the host's /proc, so this is the pid by which the host knows us.
  local pid rest
  read -r pid rest </proc/self/stat
  hide_host_folders
  echo "$pid" >"$folder/node.pid.new"
  mv "$folder/node.pid.new" "$folder/node.pid"
  join_network
  # That process is out of sight in here; the node dies with it all the same.
  unset DEVCLUSTER_PARENT_PID
  containerd --config "$folder/containerd.toml" >>"$NODE_LOGS/containerd.log" 2>&1 &
  await serves_kubelet
  "$DEVCLUSTER" kubelet \
    --config="$folder/kubelet.json" \
    --kubeconfig="$KUBELET_KUBECONFIG" \
    --hostname-override="$NODE_NAME" \
    --node-ip="$NODE_ADDRESS" \
    --node-labels="$NODE_LABELS" \
    --root-dir="$folder/kubelet" \
    >>"$NODE_LOGS/kubelet.log" 2>&1 &
  # Only nft needs these libraries; the others go without.
  LD_LIBRARY_PATH=$LIBRARIES "$DEVCLUSTER" kube-proxy \
    --config="$folder/kube-proxy.json" >>"$NODE_LOGS/kube-proxy.log" 2>&1 &
  # Without one of them there is no node: end, and take the rest along.
  wait -n
}

"$step"
