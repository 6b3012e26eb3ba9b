/** Field numbers of the protobuf form of core/v1: everything else. */

export const coreObjects = `
Namespace metadata=1:meta.ObjectMeta spec=2:NamespaceSpec status=3:NamespaceStatus
Node metadata=1:meta.ObjectMeta spec=2:NodeSpec status=3:NodeStatus
Service metadata=1:meta.ObjectMeta spec=2:ServiceSpec status=3:ServiceStatus
Endpoints metadata=1:meta.ObjectMeta subsets=2:EndpointSubset[]
ConfigMap metadata=1:meta.ObjectMeta immutable=4:b? data=2:map:s binaryData=3:map:bytes
Secret metadata=1:meta.ObjectMeta immutable=5:b? data=2:map:bytes stringData=4:map:s type=3:s
ServiceAccount metadata=1:meta.ObjectMeta secrets=2:ObjectReference[] imagePullSecrets=3:LocalObjectReference[]
  automountServiceAccountToken=4:b?
ReplicationController metadata=1:meta.ObjectMeta spec=2:ReplicationControllerSpec
  status=3:ReplicationControllerStatus
Event metadata=1:meta.ObjectMeta involvedObject=2:ObjectReference reason=3:s message=4:s source=5:EventSource
  firstTimestamp=6:time lastTimestamp=7:time count=8:i type=9:s eventTime=10:microtime series=11:EventSeries?
  action=12:s related=13:ObjectReference? reportingComponent=14:s reportingInstance=15:s
ResourceQuota metadata=1:meta.ObjectMeta spec=2:ResourceQuotaSpec status=3:ResourceQuotaStatus
LimitRange metadata=1:meta.ObjectMeta spec=2:LimitRangeSpec
Binding metadata=1:meta.ObjectMeta target=2:ObjectReference
NamespaceSpec finalizers=1:s[]
NamespaceStatus phase=1:s conditions=2:NamespaceCondition[]
NodeSpec podCIDR=1:s podCIDRs=7:s[] providerID=3:s unschedulable=4:b taints=5:Taint[]
  configSource=6:NodeConfigSource? externalID=2:s
NodeStatus capacity=1:map:quantity allocatable=2:map:quantity phase=3:s conditions=4:NodeCondition[]
  addresses=5:NodeAddress[] daemonEndpoints=6:NodeDaemonEndpoints nodeInfo=7:NodeSystemInfo
  images=8:ContainerImage[] volumesInUse=9:s[] volumesAttached=10:AttachedVolume[] config=11:NodeConfigStatus?
  runtimeHandlers=12:NodeRuntimeHandler[] features=13:NodeFeatures?
ServiceSpec ports=1:ServicePort[] selector=2:map:s clusterIP=3:s clusterIPs=18:s[] type=4:s externalIPs=5:s[]
  sessionAffinity=7:s loadBalancerIP=8:s loadBalancerSourceRanges=9:s[] externalName=10:s externalTrafficPolicy=11:s
  healthCheckNodePort=12:i publishNotReadyAddresses=13:b sessionAffinityConfig=14:SessionAffinityConfig?
  ipFamilies=19:s[] ipFamilyPolicy=17:s? allocateLoadBalancerNodePorts=20:b? loadBalancerClass=21:s?
  internalTrafficPolicy=22:s? trafficDistribution=23:s?
ServiceStatus loadBalancer=1:LoadBalancerStatus conditions=2:meta.Condition[]
EndpointSubset addresses=1:EndpointAddress[] notReadyAddresses=2:EndpointAddress[] ports=3:EndpointPort[]
ObjectReference kind=1:s namespace=2:s name=3:s uid=4:s apiVersion=5:s resourceVersion=6:s fieldPath=7:s
ReplicationControllerSpec replicas=1:i? minReadySeconds=4:i selector=2:map:s template=3:PodTemplateSpec?
ReplicationControllerStatus replicas=1:i fullyLabeledReplicas=2:i readyReplicas=4:i availableReplicas=5:i
  observedGeneration=3:i conditions=6:ReplicationControllerCondition[]
EventSource component=1:s host=2:s
EventSeries count=1:i lastObservedTime=2:microtime
ResourceQuotaSpec hard=1:map:quantity scopes=2:s[] scopeSelector=3:ScopeSelector?
ResourceQuotaStatus hard=1:map:quantity used=2:map:quantity
LimitRangeSpec limits=1:LimitRangeItem[]
TopologySelectorTerm matchLabelExpressions=1:TopologySelectorLabelRequirement[]
NamespaceCondition type=1:s status=2:s lastTransitionTime=4:time reason=5:s message=6:s
Taint key=1:s value=2:s effect=3:s timeAdded=4:time?
NodeConfigSource configMap=2:ConfigMapNodeConfigSource?
NodeCondition type=1:s status=2:s lastHeartbeatTime=3:time lastTransitionTime=4:time reason=5:s message=6:s
NodeAddress type=1:s address=2:s
NodeDaemonEndpoints kubeletEndpoint=1:DaemonEndpoint
NodeSystemInfo machineID=1:s systemUUID=2:s bootID=3:s kernelVersion=4:s osImage=5:s containerRuntimeVersion=6:s
  kubeletVersion=7:s kubeProxyVersion=8:s operatingSystem=9:s architecture=10:s
ContainerImage names=1:s[] sizeBytes=2:i
NodeConfigStatus assigned=1:NodeConfigSource? active=2:NodeConfigSource? lastKnownGood=3:NodeConfigSource? error=4:s
NodeRuntimeHandler name=1:s features=2:NodeRuntimeHandlerFeatures?
NodeFeatures supplementalGroupsPolicy=1:b?
ServicePort name=1:s protocol=2:s appProtocol=6:s? port=3:i targetPort=4:either nodePort=5:i
SessionAffinityConfig clientIP=1:ClientIPConfig?
LoadBalancerStatus ingress=1:LoadBalancerIngress[]
EndpointAddress ip=1:s hostname=3:s nodeName=4:s? targetRef=2:ObjectReference?
EndpointPort name=1:s port=2:i protocol=3:s appProtocol=4:s?
ReplicationControllerCondition type=1:s status=2:s lastTransitionTime=3:time reason=4:s message=5:s
ScopeSelector matchExpressions=1:ScopedResourceSelectorRequirement[]
LimitRangeItem type=1:s max=2:map:quantity min=3:map:quantity default=4:map:quantity defaultRequest=5:map:quantity
  maxLimitRequestRatio=6:map:quantity
TopologySelectorLabelRequirement key=1:s values=2:s[]
ConfigMapNodeConfigSource namespace=1:s name=2:s uid=3:s resourceVersion=4:s kubeletConfigKey=5:s
DaemonEndpoint Port=1:i
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=1:b? userNamespaces=2:b?
ClientIPConfig timeoutSeconds=1:i?
LoadBalancerIngress ip=1:s hostname=2:s ipMode=3:s? ports=4:PortStatus[]
ScopedResourceSelectorRequirement scopeName=1:s operator=2:s values=3:s[]
PortStatus port=1:i protocol=2:s error=3:s?
`;
