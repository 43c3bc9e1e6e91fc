{{/* Generated from deploy/rbac/operator.yaml by `yarn workspace @one-click/backstage-plugin-one-click-operator generate`. */}}

{{- define "one-click-operator.clusterRules" -}}
- apiGroups:
    - one-click.dev
  resources:
    - rollouts
  verbs:
    - list
    - watch
- apiGroups:
    - one-click.dev
  resources:
    - rollouts/status
  verbs:
    - patch
- apiGroups:
    - one-click.dev
  resources:
    - rollouts/finalizers
  verbs:
    - update
- apiGroups:
    - ""
  resources:
    - services
    - secrets
    - configmaps
    - persistentvolumeclaims
  verbs:
    - get
    - list
    - watch
    - create
    - patch
    - delete
- apiGroups:
    - apps
  resources:
    - deployments
  verbs:
    - get
    - list
    - watch
    - create
    - patch
- apiGroups:
    - networking.k8s.io
  resources:
    - ingresses
  verbs:
    - get
    - list
    - watch
    - create
    - patch
    - delete
- apiGroups:
    - autoscaling
  resources:
    - horizontalpodautoscalers
  verbs:
    - get
    - list
    - watch
    - create
    - patch
    - delete
- apiGroups:
    - policy
  resources:
    - poddisruptionbudgets
  verbs:
    - get
    - list
    - watch
    - create
    - patch
    - delete
- apiGroups:
    - batch
  resources:
    - cronjobs
  verbs:
    - get
    - list
    - watch
    - create
    - patch
    - delete
- apiGroups:
    - ""
  resources:
    - serviceaccounts
  verbs:
    - get
    - list
    - watch
    - create
    - patch
- apiGroups:
    - apps
  resources:
    - replicasets
  verbs:
    - list
    - watch
- apiGroups:
    - ""
  resources:
    - pods
  verbs:
    - list
    - watch
- apiGroups:
    - batch
  resources:
    - jobs
  verbs:
    - list
    - watch
- apiGroups:
    - ""
  resources:
    - events
    - nodes
  verbs:
    - list
- apiGroups:
    - networking.k8s.io
  resources:
    - ingressclasses
  verbs:
    - list
- apiGroups:
    - ""
  resources:
    - events
  verbs:
    - create
    - patch
{{- end -}}

{{- define "one-click-operator.leaseRules" -}}
- apiGroups:
    - coordination.k8s.io
  resources:
    - leases
  verbs:
    - create
- apiGroups:
    - coordination.k8s.io
  resources:
    - leases
  resourceNames:
    - "{{ .Values.leaderElection.name }}"
  verbs:
    - get
    - patch
{{- end -}}
