/** Field numbers of the protobuf form of the groups storage, scheduling, node, coordination and admissionregistration. */

export const storage = `
StorageClass metadata=1:meta.ObjectMeta provisioner=2:s parameters=3:map:s reclaimPolicy=4:s? mountOptions=5:s[]
  allowVolumeExpansion=6:b? volumeBindingMode=7:s? allowedTopologies=8:core.TopologySelectorTerm[]
CSIDriver metadata=1:meta.ObjectMeta spec=2:CSIDriverSpec
CSINode metadata=1:meta.ObjectMeta spec=2:CSINodeSpec
VolumeAttachment metadata=1:meta.ObjectMeta spec=2:VolumeAttachmentSpec status=3:VolumeAttachmentStatus
CSIStorageCapacity metadata=1:meta.ObjectMeta nodeTopology=2:meta.LabelSelector? storageClassName=3:s
  capacity=4:quantity? maximumVolumeSize=5:quantity?
CSIDriverSpec attachRequired=1:b? podInfoOnMount=2:b? volumeLifecycleModes=3:s[] storageCapacity=4:b?
  fsGroupPolicy=5:s? tokenRequests=6:TokenRequest[] requiresRepublish=7:b? seLinuxMount=8:b?
CSINodeSpec drivers=1:CSINodeDriver[]
VolumeAttachmentSpec attacher=1:s source=2:VolumeAttachmentSource nodeName=3:s
VolumeAttachmentStatus attached=1:b attachmentMetadata=2:map:s attachError=3:VolumeError? detachError=4:VolumeError?
TokenRequest audience=1:s expirationSeconds=2:i?
CSINodeDriver name=1:s nodeID=2:s topologyKeys=3:s[] allocatable=4:VolumeNodeResources?
VolumeAttachmentSource persistentVolumeName=1:s? inlineVolumeSpec=2:core.PersistentVolumeSpec?
VolumeError time=1:time message=2:s
VolumeNodeResources count=1:i?
`;

export const scheduling = `
PriorityClass metadata=1:meta.ObjectMeta value=2:i globalDefault=3:b description=4:s preemptionPolicy=5:s?
`;

export const node = `
RuntimeClass metadata=1:meta.ObjectMeta handler=2:s overhead=3:Overhead? scheduling=4:Scheduling?
Overhead podFixed=1:map:quantity
Scheduling nodeSelector=1:map:s tolerations=2:core.Toleration[]
`;

export const coordination = `
Lease metadata=1:meta.ObjectMeta spec=2:LeaseSpec
LeaseSpec holderIdentity=1:s? leaseDurationSeconds=2:i? acquireTime=3:microtime? renewTime=4:microtime?
  leaseTransitions=5:i? strategy=6:s? preferredHolder=7:s?
`;

export const admission = `
MutatingWebhookConfiguration metadata=1:meta.ObjectMeta webhooks=2:MutatingWebhook[]
ValidatingWebhookConfiguration metadata=1:meta.ObjectMeta webhooks=2:ValidatingWebhook[]
MutatingWebhook name=1:s clientConfig=2:WebhookClientConfig rules=3:RuleWithOperations[] failurePolicy=4:s?
  matchPolicy=9:s? namespaceSelector=5:meta.LabelSelector? objectSelector=11:meta.LabelSelector? sideEffects=6:s?
  timeoutSeconds=7:i? admissionReviewVersions=8:s[] reinvocationPolicy=10:s? matchConditions=12:MatchCondition[]
ValidatingWebhook name=1:s clientConfig=2:WebhookClientConfig rules=3:RuleWithOperations[] failurePolicy=4:s?
  matchPolicy=9:s? namespaceSelector=5:meta.LabelSelector? objectSelector=10:meta.LabelSelector? sideEffects=6:s?
  timeoutSeconds=7:i? admissionReviewVersions=8:s[] matchConditions=11:MatchCondition[]
WebhookClientConfig url=3:s? service=1:ServiceReference? caBundle=2:bytes
RuleWithOperations operations=1:s[] 2=Rule!
MatchCondition name=1:s expression=2:s
ServiceReference namespace=1:s name=2:s path=3:s? port=4:i?
Rule apiGroups=1:s[] apiVersions=2:s[] resources=3:s[] scope=4:s?
`;
