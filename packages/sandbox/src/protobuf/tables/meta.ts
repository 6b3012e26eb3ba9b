/** Field numbers of the protobuf form of meta/v1, which all others use. */

export const meta = `
DeleteOptions gracePeriodSeconds=1:i? preconditions=2:Preconditions? orphanDependents=3:b? propagationPolicy=4:s?
  dryRun=5:s[] ignoreStoreReadErrorWithClusterBreakingPotential=6:b?
ObjectMeta name=1:s generateName=2:s namespace=3:s selfLink=4:s uid=5:s resourceVersion=6:s generation=7:i
  creationTimestamp=8:time deletionTimestamp=9:time? deletionGracePeriodSeconds=10:i? labels=11:map:s
  annotations=12:map:s ownerReferences=13:OwnerReference[] finalizers=14:s[] managedFields=17:ManagedFieldsEntry[]
LabelSelector matchLabels=1:map:s matchExpressions=2:LabelSelectorRequirement[]
Preconditions uid=1:s? resourceVersion=2:s?
OwnerReference apiVersion=5:s kind=1:s name=3:s uid=4:s controller=6:b? blockOwnerDeletion=7:b?
ManagedFieldsEntry manager=1:s operation=2:s apiVersion=3:s time=4:time? fieldsType=6:s fieldsV1=7:raw?
  subresource=8:s
Condition type=1:s status=2:s observedGeneration=3:i lastTransitionTime=4:time reason=5:s message=6:s
LabelSelectorRequirement key=1:s operator=2:s values=3:s[]
FieldSelectorRequirement key=1:s operator=2:s values=3:s[]
`;
