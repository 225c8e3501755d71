#!/usr/bin/env bash
# Builds the control plane of Kubernetes that tests run on, with Go, and tells the folder that STATEWAY_KUBERNETES_BIN is to
# name: scripts/kubernetes.sh [FOLDER]
set -euo pipefail

version=1.35.4
etcd=3.6.5
folder=$(realpath -m "${1:-.tools/kubernetes-$version}")
mkdir -p "$folder/source"
cd "$folder/source"
export GOFLAGS=-mod=mod

# Its modules replace each other by folders of its repository; here they are those that are published with it.
[ -e go.mod ] || go mod init kubernetes-for-tests
go mod edit -require="k8s.io/kubernetes@v$version" -require="go.etcd.io/etcd/server/v3@v$etcd"
described=$(GOFLAGS=-mod=mod go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
sed -n 's/^\t\(k8s.io\/[^ ]*\) => .*/\1/p' "$described" | while read -r module; do
  go mod edit -replace="$module=$module@v${version/#1/0}"
done
cat >programs.go <<'GO'
package programs

import (
	_ "go.etcd.io/etcd/server/v3/etcdmain"
	_ "k8s.io/kubernetes/cmd/kube-apiserver/app"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	_ "k8s.io/kubernetes/cmd/kube-scheduler/app"
)
GO
go mod tidy -e
release="-X k8s.io/component-base/version.gitVersion=v$version -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=35"
go build -trimpath -ldflags="-s -w $release" -o "$folder/" k8s.io/kubernetes/cmd/kube-{apiserver,controller-manager,scheduler}
go build -trimpath -ldflags="-s -w" -o "$folder/etcd" go.etcd.io/etcd/server/v3
echo "$folder"
