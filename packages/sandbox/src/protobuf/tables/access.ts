/** Field numbers of the protobuf form of the groups rbac, authentication and authorization. */

export const rbac = `
Role metadata=1:meta.ObjectMeta rules=2:PolicyRule[]
RoleBinding metadata=1:meta.ObjectMeta subjects=2:Subject[] roleRef=3:RoleRef
ClusterRole metadata=1:meta.ObjectMeta rules=2:PolicyRule[] aggregationRule=3:AggregationRule?
ClusterRoleBinding metadata=1:meta.ObjectMeta subjects=2:Subject[] roleRef=3:RoleRef
PolicyRule verbs=1:s[] apiGroups=2:s[] resources=3:s[] resourceNames=4:s[] nonResourceURLs=5:s[]
Subject kind=1:s apiGroup=2:s name=3:s namespace=4:s
RoleRef apiGroup=1:s kind=2:s name=3:s
AggregationRule clusterRoleSelectors=1:meta.LabelSelector[]
`;

export const authentication = `
TokenReview metadata=1:meta.ObjectMeta spec=2:TokenReviewSpec status=3:TokenReviewStatus
TokenRequest metadata=1:meta.ObjectMeta spec=2:TokenRequestSpec status=3:TokenRequestStatus
SelfSubjectReview metadata=1:meta.ObjectMeta status=2:SelfSubjectReviewStatus
TokenReviewSpec token=1:s audiences=2:s[]
TokenReviewStatus authenticated=1:b user=2:UserInfo audiences=4:s[] error=3:s
TokenRequestSpec audiences=1:s[] expirationSeconds=4:i? boundObjectRef=3:BoundObjectReference?
TokenRequestStatus token=1:s expirationTimestamp=2:time
SelfSubjectReviewStatus userInfo=1:UserInfo
UserInfo username=1:s uid=2:s groups=3:s[] extra=4:map:values
BoundObjectReference kind=1:s apiVersion=2:s name=3:s uid=4:s
`;

export const authorization = `
SelfSubjectAccessReview metadata=1:meta.ObjectMeta spec=2:SelfSubjectAccessReviewSpec
  status=3:SubjectAccessReviewStatus
SubjectAccessReview metadata=1:meta.ObjectMeta spec=2:SubjectAccessReviewSpec status=3:SubjectAccessReviewStatus
LocalSubjectAccessReview metadata=1:meta.ObjectMeta spec=2:SubjectAccessReviewSpec
  status=3:SubjectAccessReviewStatus
SelfSubjectRulesReview metadata=1:meta.ObjectMeta spec=2:SelfSubjectRulesReviewSpec
  status=3:SubjectRulesReviewStatus
SelfSubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes? nonResourceAttributes=2:NonResourceAttributes?
SubjectAccessReviewStatus allowed=1:b denied=4:b reason=2:s evaluationError=3:s
SubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes? nonResourceAttributes=2:NonResourceAttributes?
  user=3:s groups=4:s[] extra=5:map:values uid=6:s
SelfSubjectRulesReviewSpec namespace=1:s
SubjectRulesReviewStatus resourceRules=1:ResourceRule[] nonResourceRules=2:NonResourceRule[] incomplete=3:b
  evaluationError=4:s
ResourceAttributes namespace=1:s verb=2:s group=3:s version=4:s resource=5:s subresource=6:s name=7:s
  fieldSelector=8:FieldSelectorAttributes? labelSelector=9:LabelSelectorAttributes?
NonResourceAttributes path=1:s verb=2:s
ResourceRule verbs=1:s[] apiGroups=2:s[] resources=3:s[] resourceNames=4:s[]
NonResourceRule verbs=1:s[] nonResourceURLs=2:s[]
FieldSelectorAttributes rawSelector=1:s requirements=2:meta.FieldSelectorRequirement[]
LabelSelectorAttributes rawSelector=1:s requirements=2:meta.LabelSelectorRequirement[]
`;
