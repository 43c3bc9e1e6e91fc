module github.com/one-click/devcluster/images

go 1.26.0
