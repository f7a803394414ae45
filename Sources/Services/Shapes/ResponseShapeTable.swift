/// The shapes of answers of AWS's services, as far as workflows commonly call them. Facts taken from
/// the service models of AWS's SDKs (botocore 1.43); a table, so its lines are as long as they are.
///
/// First a line for each operation, `service:action NUMBER`, then, after an empty line, the structures
/// in the order of their numbers: `Member!:type|…`, where `!` marks a required member and a type is `s`
/// text (times and blobs too), `e(A,B)` one of these texts, `n(min,max)` a number, `b` a truth value,
/// `L` list of, `M` map to, `#NUMBER` a structure, `*` anything.
let responseShapeTable = #"""
  dynamodb:batchGetItem 0
  dynamodb:batchWriteItem 5
  dynamodb:deleteItem 10
  dynamodb:describeTable 11
  dynamodb:getItem 33
  dynamodb:putItem 34
  dynamodb:query 35
  dynamodb:scan 36
  dynamodb:transactGetItems 37
  dynamodb:transactWriteItems 39
  dynamodb:updateItem 40
  sqs:createQueue 41
  sqs:deleteMessage -
  sqs:getQueueAttributes 42
  sqs:getQueueUrl 43
  sqs:receiveMessage 44
  sqs:sendMessage 47
  sqs:sendMessageBatch 48
  sns:createTopic 51
  sns:publish 52
  sns:publishBatch 53
  sns:subscribe 56
  events:describeRule 57
  events:putEvents 58
  events:putRule 60
  events:putTargets 61
  eventbridge:describeRule 57
  eventbridge:putEvents 58
  eventbridge:putRule 60
  eventbridge:putTargets 61
  s3:copyObject 63
  s3:deleteObject 65
  s3:getObject 66
  s3:headObject 67
  s3:listBuckets 68
  s3:listObjectsV2 71
  s3:putObject 75
  lambda:getFunction 76
  lambda:getFunctionConfiguration 77
  lambda:invoke 100
  lambda:listFunctions 101
  states:createActivity 102
  states:createStateMachine 103
  states:createStateMachineAlias 104
  states:deleteActivity 105
  states:deleteStateMachine 106
  states:deleteStateMachineAlias 107
  states:deleteStateMachineVersion 108
  states:describeActivity 109
  states:describeExecution 111
  states:describeMapRun 113
  states:describeStateMachine 116
  states:describeStateMachineAlias 121
  states:describeStateMachineForExecution 123
  states:getActivityTask 124
  states:getExecutionHistory 125
  states:listActivities 164
  states:listExecutions 166
  states:listMapRuns 168
  states:listStateMachineAliases 170
  states:listStateMachineVersions 172
  states:listStateMachines 174
  states:listTagsForResource 176
  states:publishStateMachineVersion 178
  states:redriveExecution 179
  states:sendTaskFailure 180
  states:sendTaskHeartbeat 181
  states:sendTaskSuccess 182
  states:startExecution 183
  states:startSyncExecution 184
  states:stopExecution 186
  states:tagResource 187
  states:testState 188
  states:untagResource 193
  states:updateMapRun 194
  states:updateStateMachine 195
  states:updateStateMachineAlias 196
  states:validateStateMachineDefinition 197
  sfn:createActivity 102
  sfn:createStateMachine 103
  sfn:createStateMachineAlias 104
  sfn:deleteActivity 105
  sfn:deleteStateMachine 106
  sfn:deleteStateMachineAlias 107
  sfn:deleteStateMachineVersion 108
  sfn:describeActivity 109
  sfn:describeExecution 111
  sfn:describeMapRun 113
  sfn:describeStateMachine 116
  sfn:describeStateMachineAlias 121
  sfn:describeStateMachineForExecution 123
  sfn:getActivityTask 124
  sfn:getExecutionHistory 125
  sfn:listActivities 164
  sfn:listExecutions 166
  sfn:listMapRuns 168
  sfn:listStateMachineAliases 170
  sfn:listStateMachineVersions 172
  sfn:listStateMachines 174
  sfn:listTagsForResource 176
  sfn:publishStateMachineVersion 178
  sfn:redriveExecution 179
  sfn:sendTaskFailure 180
  sfn:sendTaskHeartbeat 181
  sfn:sendTaskSuccess 182
  sfn:startExecution 183
  sfn:startSyncExecution 184
  sfn:stopExecution 186
  sfn:tagResource 187
  sfn:testState 188
  sfn:untagResource 193
  sfn:updateMapRun 194
  sfn:updateStateMachine 195
  sfn:updateStateMachineAlias 196
  sfn:validateStateMachineDefinition 197
  kms:decrypt 199
  kms:encrypt 200
  kms:generateDataKey 201
  secretsmanager:createSecret 202
  secretsmanager:describeSecret 204
  secretsmanager:getSecretValue 208
  secretsmanager:putSecretValue 209
  ssm:getParameter 210
  ssm:getParameters 212
  ssm:getParametersByPath 213
  ssm:putParameter 214
  athena:getQueryExecution 215
  athena:getQueryResults 231
  athena:startQueryExecution 237
  athena:stopQueryExecution 238
  batch:describeJobs 239
  batch:submitJob 304
  ecs:describeTasks 305
  ecs:runTask 324
  glue:getCrawler 325
  glue:getJobRun 342
  glue:startCrawler 346
  glue:startJobRun 347
  bedrock:invokeModel 348
  transcribe:getTranscriptionJob 349
  transcribe:startTranscriptionJob 362
  rekognition:detectLabels 363
  rekognition:detectModerationLabels 375
  rekognition:detectText 379
  textract:analyzeDocument 383
  textract:detectDocumentText 392
  comprehend:detectEntities 393
  comprehend:detectSentiment 406
  polly:getSpeechSynthesisTask 408
  polly:startSpeechSynthesisTask 410

  Responses:MLM#1|UnprocessedKeys:M#2|ConsumedCapacity:L#3
  S:s|N:s|B:s|SS:Ls|NS:Ls|BS:Ls|M:M#1|L:L#1|NULL:b|BOOL:b
  Keys!:LM#1|AttributesToGet:Ls|ConsistentRead:b|ProjectionExpression:s|ExpressionAttributeNames:Ms
  TableName:s|CapacityUnits:n|ReadCapacityUnits:n|WriteCapacityUnits:n|Table:#4|LocalSecondaryIndexes:M#4|GlobalSecondaryIndexes:M#4
  ReadCapacityUnits:n|WriteCapacityUnits:n|CapacityUnits:n
  UnprocessedItems:ML#6|ItemCollectionMetrics:ML#9|ConsumedCapacity:L#3
  PutRequest:#7|DeleteRequest:#8
  Item!:M#1
  Key!:M#1
  ItemCollectionKey:M#1|SizeEstimateRangeGB:Ln
  Attributes:M#1|ConsumedCapacity:#3|ItemCollectionMetrics:#9
  Table:#12
  AttributeDefinitions:L#13|TableName:s|KeySchema:L#14|TableStatus:e(CREATING,UPDATING,DELETING,ACTIVE,INACCESSIBLE_ENCRYPTION_CREDENTIALS,ARCHIVING,ARCHIVED,REPLICATION_NOT_AUTHORIZED)|CreationDateTime:s|ProvisionedThroughput:#15|TableSizeBytes:n|ItemCount:n|TableArn:s|TableId:s|BillingModeSummary:#16|LocalSecondaryIndexes:L#17|GlobalSecondaryIndexes:L#19|StreamSpecification:#22|LatestStreamLabel:s|LatestStreamArn:s|GlobalTableVersion:s|Replicas:L#23|GlobalTableWitnesses:L#29|GlobalTableSettingsReplicationMode:e(ENABLED,DISABLED,ENABLED_WITH_OVERRIDES)|RestoreSummary:#30|SSEDescription:#31|ArchivalSummary:#32|TableClassSummary:#28|DeletionProtectionEnabled:b|OnDemandThroughput:#20|WarmThroughput:#26|MultiRegionConsistency:e(EVENTUAL,STRONG)
  AttributeName!:s|AttributeType!:e(S,N,B)
  AttributeName!:s|KeyType!:e(HASH,RANGE)
  LastIncreaseDateTime:s|LastDecreaseDateTime:s|NumberOfDecreasesToday:n(1,)|ReadCapacityUnits:n(0,)|WriteCapacityUnits:n(0,)
  BillingMode:e(PROVISIONED,PAY_PER_REQUEST)|LastUpdateToPayPerRequestDateTime:s
  IndexName:s|KeySchema:L#14|Projection:#18|IndexSizeBytes:n|ItemCount:n|IndexArn:s
  ProjectionType:e(ALL,KEYS_ONLY,INCLUDE)|NonKeyAttributes:Ls
  IndexName:s|KeySchema:L#14|Projection:#18|IndexStatus:e(CREATING,UPDATING,DELETING,ACTIVE)|Backfilling:b|ProvisionedThroughput:#15|IndexSizeBytes:n|ItemCount:n|IndexArn:s|OnDemandThroughput:#20|WarmThroughput:#21
  MaxReadRequestUnits:n|MaxWriteRequestUnits:n
  ReadUnitsPerSecond:n(1,)|WriteUnitsPerSecond:n(1,)|Status:e(CREATING,UPDATING,DELETING,ACTIVE)
  StreamEnabled!:b|StreamViewType:e(NEW_IMAGE,OLD_IMAGE,NEW_AND_OLD_IMAGES,KEYS_ONLY)
  RegionName:s|ReplicaStatus:e(CREATING,CREATION_FAILED,UPDATING,DELETING,ACTIVE,REGION_DISABLED,INACCESSIBLE_ENCRYPTION_CREDENTIALS,ARCHIVING,ARCHIVED,REPLICATION_NOT_AUTHORIZED)|ReplicaArn:s|ReplicaStatusDescription:s|ReplicaStatusPercentProgress:s|KMSMasterKeyId:s|ProvisionedThroughputOverride:#24|OnDemandThroughputOverride:#25|WarmThroughput:#26|GlobalSecondaryIndexes:L#27|ReplicaInaccessibleDateTime:s|ReplicaTableClassSummary:#28|GlobalTableSettingsReplicationMode:e(ENABLED,DISABLED,ENABLED_WITH_OVERRIDES)
  ReadCapacityUnits:n(1,)
  MaxReadRequestUnits:n
  ReadUnitsPerSecond:n(1,)|WriteUnitsPerSecond:n(1,)|Status:e(CREATING,UPDATING,DELETING,ACTIVE,INACCESSIBLE_ENCRYPTION_CREDENTIALS,ARCHIVING,ARCHIVED,REPLICATION_NOT_AUTHORIZED)
  IndexName:s|ProvisionedThroughputOverride:#24|OnDemandThroughputOverride:#25|WarmThroughput:#21
  TableClass:e(STANDARD,STANDARD_INFREQUENT_ACCESS)|LastUpdateDateTime:s
  RegionName:s|WitnessStatus:e(CREATING,DELETING,ACTIVE)
  SourceBackupArn:s|SourceTableArn:s|RestoreDateTime!:s|RestoreInProgress!:b
  Status:e(ENABLING,ENABLED,DISABLING,DISABLED,UPDATING)|SSEType:e(AES256,KMS)|KMSMasterKeyArn:s|InaccessibleEncryptionDateTime:s
  ArchivalDateTime:s|ArchivalReason:s|ArchivalBackupArn:s
  Item:M#1|ConsumedCapacity:#3
  Attributes:M#1|ConsumedCapacity:#3|ItemCollectionMetrics:#9
  Items:LM#1|Count:n|ScannedCount:n|LastEvaluatedKey:M#1|ConsumedCapacity:#3
  Items:LM#1|Count:n|ScannedCount:n|LastEvaluatedKey:M#1|ConsumedCapacity:#3
  ConsumedCapacity:L#3|Responses:L#38
  Item:M#1
  ConsumedCapacity:L#3|ItemCollectionMetrics:ML#9
  Attributes:M#1|ConsumedCapacity:#3|ItemCollectionMetrics:#9
  QueueUrl:s
  Attributes:Ms
  QueueUrl:s
  Messages:L#45
  MessageId:s|ReceiptHandle:s|MD5OfBody:s|Body:s|Attributes:Ms|MD5OfMessageAttributes:s|MessageAttributes:M#46
  StringValue:s|BinaryValue:s|StringListValues:Ls|BinaryListValues:Ls|DataType!:s
  MD5OfMessageBody:s|MD5OfMessageAttributes:s|MD5OfMessageSystemAttributes:s|MessageId:s|SequenceNumber:s
  Successful!:L#49|Failed!:L#50
  Id!:s|MessageId!:s|MD5OfMessageBody!:s|MD5OfMessageAttributes:s|MD5OfMessageSystemAttributes:s|SequenceNumber:s
  Id!:s|SenderFault!:b|Code!:s|Message:s
  TopicArn:s
  MessageId:s|SequenceNumber:s
  Successful:L#54|Failed:L#55
  Id:s|MessageId:s|SequenceNumber:s
  Id!:s|Code!:s|Message:s|SenderFault!:b
  SubscriptionArn:s
  Name:s|Arn:s|EventPattern:s|ScheduleExpression:s|State:e(ENABLED,DISABLED,ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS)|Description:s|RoleArn:s|ManagedBy:s|EventBusName:s|CreatedBy:s
  FailedEntryCount:n|Entries:L#59
  EventId:s|ErrorCode:s|ErrorMessage:s
  RuleArn:s
  FailedEntryCount:n|FailedEntries:L#62
  TargetId:s|ErrorCode:s|ErrorMessage:s
  CopyObjectResult:#64|Expiration:s|CopySourceVersionId:s|VersionId:s|ServerSideEncryption:e(AES256,aws:fsx,aws:kms,aws:kms:dsse)|SSECustomerAlgorithm:s|SSECustomerKeyMD5:s|SSEKMSKeyId:s|SSEKMSEncryptionContext:s|BucketKeyEnabled:b|RequestCharged:e(requester)
  ETag:s|LastModified:s|ChecksumType:e(COMPOSITE,FULL_OBJECT)|ChecksumCRC32:s|ChecksumCRC32C:s|ChecksumCRC64NVME:s|ChecksumSHA1:s|ChecksumSHA256:s|ChecksumSHA512:s|ChecksumMD5:s|ChecksumXXHASH64:s|ChecksumXXHASH3:s|ChecksumXXHASH128:s
  DeleteMarker:b|VersionId:s|RequestCharged:e(requester)
  Body:s|DeleteMarker:b|AcceptRanges:s|Expiration:s|Restore:s|LastModified:s|ContentLength:n|ETag:s|ChecksumCRC32:s|ChecksumCRC32C:s|ChecksumCRC64NVME:s|ChecksumSHA1:s|ChecksumSHA256:s|ChecksumSHA512:s|ChecksumMD5:s|ChecksumXXHASH64:s|ChecksumXXHASH3:s|ChecksumXXHASH128:s|ChecksumType:e(COMPOSITE,FULL_OBJECT)|MissingMeta:n|VersionId:s|CacheControl:s|ContentDisposition:s|ContentEncoding:s|ContentLanguage:s|ContentRange:s|ContentType:s|Expires:s|WebsiteRedirectLocation:s|ServerSideEncryption:e(AES256,aws:fsx,aws:kms,aws:kms:dsse)|Metadata:Ms|SSECustomerAlgorithm:s|SSECustomerKeyMD5:s|SSEKMSKeyId:s|BucketKeyEnabled:b|StorageClass:e(STANDARD,REDUCED_REDUNDANCY,STANDARD_IA,ONEZONE_IA,INTELLIGENT_TIERING,GLACIER,DEEP_ARCHIVE,OUTPOSTS,GLACIER_IR,SNOW,EXPRESS_ONEZONE,FSX_OPENZFS,FSX_ONTAP)|RequestCharged:e(requester)|ReplicationStatus:e(COMPLETE,PENDING,FAILED,REPLICA,COMPLETED)|PartsCount:n|TagCount:n|ObjectLockMode:e(GOVERNANCE,COMPLIANCE)|ObjectLockRetainUntilDate:s|ObjectLockLegalHoldStatus:e(ON,OFF)
  DeleteMarker:b|AcceptRanges:s|Expiration:s|Restore:s|ArchiveStatus:e(ARCHIVE_ACCESS,DEEP_ARCHIVE_ACCESS)|LastModified:s|ContentLength:n|ChecksumCRC32:s|ChecksumCRC32C:s|ChecksumCRC64NVME:s|ChecksumSHA1:s|ChecksumSHA256:s|ChecksumSHA512:s|ChecksumMD5:s|ChecksumXXHASH64:s|ChecksumXXHASH3:s|ChecksumXXHASH128:s|ChecksumType:e(COMPOSITE,FULL_OBJECT)|ETag:s|MissingMeta:n|VersionId:s|CacheControl:s|ContentDisposition:s|ContentEncoding:s|ContentLanguage:s|ContentType:s|ContentRange:s|Expires:s|WebsiteRedirectLocation:s|ServerSideEncryption:e(AES256,aws:fsx,aws:kms,aws:kms:dsse)|Metadata:Ms|SSECustomerAlgorithm:s|SSECustomerKeyMD5:s|SSEKMSKeyId:s|BucketKeyEnabled:b|StorageClass:e(STANDARD,REDUCED_REDUNDANCY,STANDARD_IA,ONEZONE_IA,INTELLIGENT_TIERING,GLACIER,DEEP_ARCHIVE,OUTPOSTS,GLACIER_IR,SNOW,EXPRESS_ONEZONE,FSX_OPENZFS,FSX_ONTAP)|RequestCharged:e(requester)|ReplicationStatus:e(COMPLETE,PENDING,FAILED,REPLICA,COMPLETED)|PartsCount:n|TagCount:n|ObjectLockMode:e(GOVERNANCE,COMPLIANCE)|ObjectLockRetainUntilDate:s|ObjectLockLegalHoldStatus:e(ON,OFF)
  Buckets:L#69|Owner:#70|ContinuationToken:s|Prefix:s
  Name:s|CreationDate:s|BucketRegion:s|BucketArn:s
  DisplayName:s|ID:s
  IsTruncated:b|Contents:L#72|Name:s|Prefix:s|Delimiter:s|MaxKeys:n|CommonPrefixes:L#74|EncodingType:e(url)|KeyCount:n|ContinuationToken:s|NextContinuationToken:s|StartAfter:s|RequestCharged:e(requester)
  Key:s|LastModified:s|ETag:s|ChecksumAlgorithm:Le(CRC32,CRC32C,SHA1,SHA256,CRC64NVME,SHA512,MD5,XXHASH64,XXHASH3,XXHASH128)|ChecksumType:e(COMPOSITE,FULL_OBJECT)|Size:n|StorageClass:e(STANDARD,REDUCED_REDUNDANCY,GLACIER,STANDARD_IA,ONEZONE_IA,INTELLIGENT_TIERING,DEEP_ARCHIVE,OUTPOSTS,GLACIER_IR,SNOW,EXPRESS_ONEZONE,FSX_OPENZFS,FSX_ONTAP)|Owner:#70|RestoreStatus:#73
  IsRestoreInProgress:b|RestoreExpiryDate:s
  Prefix:s
  Expiration:s|ETag:s|ChecksumCRC32:s|ChecksumCRC32C:s|ChecksumCRC64NVME:s|ChecksumSHA1:s|ChecksumSHA256:s|ChecksumSHA512:s|ChecksumMD5:s|ChecksumXXHASH64:s|ChecksumXXHASH3:s|ChecksumXXHASH128:s|ChecksumType:e(COMPOSITE,FULL_OBJECT)|ServerSideEncryption:e(AES256,aws:fsx,aws:kms,aws:kms:dsse)|VersionId:s|SSECustomerAlgorithm:s|SSECustomerKeyMD5:s|SSEKMSKeyId:s|SSEKMSEncryptionContext:s|BucketKeyEnabled:b|Size:n|RequestCharged:e(requester)
  Configuration:#77|Code:#97|Tags:Ms|TagsError:#98|Concurrency:#99
  FunctionName:s|FunctionArn:s|Runtime:e(nodejs,nodejs4.3,nodejs6.10,nodejs8.10,nodejs10.x,nodejs12.x,nodejs14.x,nodejs16.x,java8,java8.al2,java11,python2.7,python3.6,python3.7,python3.8,python3.9,dotnetcore1.0,dotnetcore2.0,dotnetcore2.1,dotnetcore3.1,dotnet6,dotnet8,nodejs4.3-edge,go1.x,ruby2.5,ruby2.7,provided,provided.al2,nodejs18.x,python3.10,java17,ruby3.2,ruby3.3,ruby3.4,python3.11,nodejs20.x,provided.al2023,python3.12,java21,python3.13,nodejs22.x,nodejs24.x,python3.14,java25,dotnet10,ruby4.0)|Role:s|Handler:s|CodeSize:n|Description:s|Timeout:n(1,)|MemorySize:n(128,10240)|LastModified:s|CodeSha256:s|Version:s|VpcConfig:#78|DeadLetterConfig:#79|Environment:#80|KMSKeyArn:s|TracingConfig:#82|MasterArn:s|RevisionId:s|Layers:L#83|State:e(Pending,Active,Inactive,Failed,Deactivating,Deactivated,ActiveNonInvocable,Deleting)|StateReason:s|StateReasonCode:e(Idle,Creating,Restoring,EniLimitExceeded,InsufficientRolePermissions,InvalidConfiguration,InternalError,SubnetOutOfIPAddresses,InvalidSubnet,InvalidSecurityGroup,ImageDeleted,ImageAccessDenied,InvalidImage,KMSKeyAccessDenied,KMSKeyNotFound,InvalidStateKMSKey,DisabledKMSKey,EFSIOError,EFSMountConnectivityError,EFSMountFailure,EFSMountTimeout,InvalidRuntime,InvalidZipFileException,FunctionError,DrainingDurableExecutions,VcpuLimitExceeded,CapacityProviderScalingLimitExceeded,InsufficientCapacity,EC2RequestLimitExceeded,FunctionError.InitTimeout,FunctionError.RuntimeInitError,FunctionError.ExtensionInitError,FunctionError.InvalidEntryPoint,FunctionError.InvalidWorkingDirectory,FunctionError.PermissionDenied,FunctionError.TooManyExtensions,FunctionError.InitResourceExhausted,DisallowedByVpcEncryptionControl)|LastUpdateStatus:e(Successful,Failed,InProgress)|LastUpdateStatusReason:s|LastUpdateStatusReasonCode:e(EniLimitExceeded,InsufficientRolePermissions,InvalidConfiguration,InternalError,SubnetOutOfIPAddresses,InvalidSubnet,InvalidSecurityGroup,ImageDeleted,ImageAccessDenied,InvalidImage,KMSKeyAccessDenied,KMSKeyNotFound,InvalidStateKMSKey,DisabledKMSKey,EFSIOError,EFSMountConnectivityError,EFSMountFailure,EFSMountTimeout,InvalidRuntime,InvalidZipFileException,FunctionError,VcpuLimitExceeded,CapacityProviderScalingLimitExceeded,InsufficientCapacity,EC2RequestLimitExceeded,FunctionError.InitTimeout,FunctionError.RuntimeInitError,FunctionError.ExtensionInitError,FunctionError.InvalidEntryPoint,FunctionError.InvalidWorkingDirectory,FunctionError.PermissionDenied,FunctionError.TooManyExtensions,FunctionError.InitResourceExhausted,DisallowedByVpcEncryptionControl)|FileSystemConfigs:L#84|PackageType:e(Zip,Image)|ImageConfigResponse:#85|SigningProfileVersionArn:s|SigningJobArn:s|Architectures:Le(x86_64,arm64)|EphemeralStorage:#88|SnapStart:#89|RuntimeVersionConfig:#90|LoggingConfig:#92|CapacityProviderConfig:#93|ConfigSha256:s|DurableConfig:#95|TenancyConfig:#96
  SubnetIds:Ls|SecurityGroupIds:Ls|VpcId:s|Ipv6AllowedForDualStack:b
  TargetArn:s
  Variables:Ms|Error:#81
  ErrorCode:s|Message:s
  Mode:e(Active,PassThrough)
  Arn:s|CodeSize:n|SigningProfileVersionArn:s|SigningJobArn:s
  Arn!:s|LocalMountPath!:s
  ImageConfig:#86|Error:#87
  EntryPoint:Ls|Command:Ls|WorkingDirectory:s
  ErrorCode:s|Message:s
  Size!:n(512,10240)
  ApplyOn:e(PublishedVersions,None)|OptimizationStatus:e(On,Off)
  RuntimeVersionArn:s|Error:#91
  ErrorCode:s|Message:s
  LogFormat:e(JSON,Text)|ApplicationLogLevel:e(TRACE,DEBUG,INFO,WARN,ERROR,FATAL)|SystemLogLevel:e(DEBUG,INFO,WARN)|LogGroup:s
  LambdaManagedInstancesCapacityProviderConfig!:#94
  CapacityProviderArn!:s|PerExecutionEnvironmentMaxConcurrency:n(1,1600)|ExecutionEnvironmentMemoryGiBPerVCpu:n(2.0,8.0)
  RetentionPeriodInDays:n(1,90)|ExecutionTimeout:n(1,31622400)
  TenantIsolationMode!:e(PER_TENANT)
  RepositoryType:s|Location:s|ImageUri:s|ResolvedImageUri:s|SourceKMSKeyArn:s
  ErrorCode!:s|Message!:s
  ReservedConcurrentExecutions:n(0,)
  StatusCode:n|FunctionError:s|LogResult:s|Payload:*|ExecutedVersion:s|DurableExecutionArn:s
  NextMarker:s|Functions:L#77
  ActivityArn!:s|CreationDate!:s
  StateMachineArn!:s|CreationDate!:s|StateMachineVersionArn:s
  StateMachineAliasArn!:s|CreationDate!:s




  ActivityArn!:s|Name!:s|CreationDate!:s|EncryptionConfiguration:#110
  KmsKeyId:s|KmsDataKeyReusePeriodSeconds:n(60,900)|Type!:e(AWS_OWNED_KEY,CUSTOMER_MANAGED_KMS_KEY)
  ExecutionArn!:s|StateMachineArn!:s|Name:s|Status!:e(RUNNING,SUCCEEDED,FAILED,TIMED_OUT,ABORTED,PENDING_REDRIVE)|StartDate!:s|StopDate:s|Input:s|InputDetails:#112|Output:s|OutputDetails:#112|TraceHeader:s|MapRunArn:s|Error:s|Cause:s|StateMachineVersionArn:s|StateMachineAliasArn:s|RedriveCount:n|RedriveDate:s|RedriveStatus:e(REDRIVABLE,NOT_REDRIVABLE,REDRIVABLE_BY_MAP_RUN)|RedriveStatusReason:s
  Included:b
  MapRunArn!:s|ExecutionArn!:s|Status!:e(RUNNING,SUCCEEDED,FAILED,ABORTED)|StartDate!:s|StopDate:s|MaxConcurrency!:n(0,)|ToleratedFailurePercentage!:n(0,100)|ToleratedFailureCount!:n(0,)|ItemCounts!:#114|ExecutionCounts!:#115|RedriveCount:n|RedriveDate:s
  Pending!:n(0,)|Running!:n(0,)|Succeeded!:n(0,)|Failed!:n(0,)|TimedOut!:n(0,)|Aborted!:n(0,)|Total!:n(0,)|ResultsWritten!:n(0,)|FailuresNotRedrivable:n|PendingRedrive:n
  Pending!:n(0,)|Running!:n(0,)|Succeeded!:n(0,)|Failed!:n(0,)|TimedOut!:n(0,)|Aborted!:n(0,)|Total!:n(0,)|ResultsWritten!:n(0,)|FailuresNotRedrivable:n|PendingRedrive:n
  StateMachineArn!:s|Name!:s|Status:e(ACTIVE,DELETING)|Definition!:s|RoleArn!:s|Type!:e(STANDARD,EXPRESS)|CreationDate!:s|LoggingConfiguration:#117|TracingConfiguration:#120|Label:s|RevisionId:s|Description:s|EncryptionConfiguration:#110|VariableReferences:MLs
  Level:e(ALL,ERROR,FATAL,OFF)|IncludeExecutionData:b|Destinations:L#118
  CloudWatchLogsLogGroup:#119
  LogGroupArn:s
  Enabled:b
  StateMachineAliasArn:s|Name:s|Description:s|RoutingConfiguration:L#122|CreationDate:s|UpdateDate:s
  StateMachineVersionArn!:s|Weight!:n(0,100)
  StateMachineArn!:s|Name!:s|Definition!:s|RoleArn!:s|UpdateDate!:s|LoggingConfiguration:#117|TracingConfiguration:#120|MapRunArn:s|Label:s|RevisionId:s|EncryptionConfiguration:#110|VariableReferences:MLs
  TaskToken:s|Input:s
  Events!:L#126|NextToken:s
  Timestamp!:s|Type!:e(ActivityFailed,ActivityScheduled,ActivityScheduleFailed,ActivityStarted,ActivitySucceeded,ActivityTimedOut,ChoiceStateEntered,ChoiceStateExited,ExecutionAborted,ExecutionFailed,ExecutionStarted,ExecutionSucceeded,ExecutionTimedOut,FailStateEntered,LambdaFunctionFailed,LambdaFunctionScheduled,LambdaFunctionScheduleFailed,LambdaFunctionStarted,LambdaFunctionStartFailed,LambdaFunctionSucceeded,LambdaFunctionTimedOut,MapIterationAborted,MapIterationFailed,MapIterationStarted,MapIterationSucceeded,MapStateAborted,MapStateEntered,MapStateExited,MapStateFailed,MapStateStarted,MapStateSucceeded,ParallelStateAborted,ParallelStateEntered,ParallelStateExited,ParallelStateFailed,ParallelStateStarted,ParallelStateSucceeded,PassStateEntered,PassStateExited,SucceedStateEntered,SucceedStateExited,TaskFailed,TaskScheduled,TaskStarted,TaskStartFailed,TaskStateAborted,TaskStateEntered,TaskStateExited,TaskSubmitFailed,TaskSubmitted,TaskSucceeded,TaskTimedOut,WaitStateAborted,WaitStateEntered,WaitStateExited,MapRunAborted,MapRunFailed,MapRunStarted,MapRunSucceeded,ExecutionRedriven,MapRunRedriven,EvaluationFailed)|Id!:n|PreviousEventId:n|ActivityFailedEventDetails:#127|ActivityScheduleFailedEventDetails:#128|ActivityScheduledEventDetails:#129|ActivityStartedEventDetails:#131|ActivitySucceededEventDetails:#132|ActivityTimedOutEventDetails:#133|TaskFailedEventDetails:#134|TaskScheduledEventDetails:#135|TaskStartFailedEventDetails:#137|TaskStartedEventDetails:#138|TaskSubmitFailedEventDetails:#139|TaskSubmittedEventDetails:#140|TaskSucceededEventDetails:#141|TaskTimedOutEventDetails:#142|ExecutionFailedEventDetails:#143|ExecutionStartedEventDetails:#144|ExecutionSucceededEventDetails:#145|ExecutionAbortedEventDetails:#146|ExecutionTimedOutEventDetails:#147|ExecutionRedrivenEventDetails:#148|MapStateStartedEventDetails:#149|MapIterationStartedEventDetails:#150|MapIterationSucceededEventDetails:#150|MapIterationFailedEventDetails:#150|MapIterationAbortedEventDetails:#150|LambdaFunctionFailedEventDetails:#151|LambdaFunctionScheduleFailedEventDetails:#152|LambdaFunctionScheduledEventDetails:#153|LambdaFunctionStartFailedEventDetails:#154|LambdaFunctionSucceededEventDetails:#155|LambdaFunctionTimedOutEventDetails:#156|StateEnteredEventDetails:#157|StateExitedEventDetails:#158|MapRunStartedEventDetails:#160|MapRunFailedEventDetails:#161|MapRunRedrivenEventDetails:#162|EvaluationFailedEventDetails:#163
  Error:s|Cause:s
  Error:s|Cause:s
  Resource!:s|Input:s|InputDetails:#130|TimeoutInSeconds:n|HeartbeatInSeconds:n
  Truncated:b
  WorkerName:s
  Output:s|OutputDetails:#130
  Error:s|Cause:s
  ResourceType!:s|Resource!:s|Error:s|Cause:s
  ResourceType!:s|Resource!:s|Region!:s|Parameters!:s|TimeoutInSeconds:n|HeartbeatInSeconds:n|TaskCredentials:#136
  RoleArn:s
  ResourceType!:s|Resource!:s|Error:s|Cause:s
  ResourceType!:s|Resource!:s
  ResourceType!:s|Resource!:s|Error:s|Cause:s
  ResourceType!:s|Resource!:s|Output:s|OutputDetails:#130
  ResourceType!:s|Resource!:s|Output:s|OutputDetails:#130
  ResourceType!:s|Resource!:s|Error:s|Cause:s
  Error:s|Cause:s
  Input:s|InputDetails:#130|RoleArn:s|StateMachineAliasArn:s|StateMachineVersionArn:s
  Output:s|OutputDetails:#130
  Error:s|Cause:s
  Error:s|Cause:s
  RedriveCount:n
  Length:n(0,)
  Name:s|Index:n(0,)
  Error:s|Cause:s
  Error:s|Cause:s
  Resource!:s|Input:s|InputDetails:#130|TimeoutInSeconds:n|TaskCredentials:#136
  Error:s|Cause:s
  Output:s|OutputDetails:#130
  Error:s|Cause:s
  Name!:s|Input:s|InputDetails:#130
  Name!:s|Output:s|OutputDetails:#130|AssignedVariables:Ms|AssignedVariablesDetails:#159
  Truncated:b
  MapRunArn:s
  Error:s|Cause:s
  MapRunArn:s|RedriveCount:n
  Error:s|Cause:s|Location:s|State!:s
  Activities!:L#165|NextToken:s
  ActivityArn!:s|Name!:s|CreationDate!:s
  Executions!:L#167|NextToken:s
  ExecutionArn!:s|StateMachineArn!:s|Name!:s|Status!:e(RUNNING,SUCCEEDED,FAILED,TIMED_OUT,ABORTED,PENDING_REDRIVE)|StartDate!:s|StopDate:s|MapRunArn:s|ItemCount:n(0,)|StateMachineVersionArn:s|StateMachineAliasArn:s|RedriveCount:n|RedriveDate:s
  MapRuns!:L#169|NextToken:s
  ExecutionArn!:s|MapRunArn!:s|StateMachineArn!:s|StartDate!:s|StopDate:s
  StateMachineAliases!:L#171|NextToken:s
  StateMachineAliasArn!:s|CreationDate!:s
  StateMachineVersions!:L#173|NextToken:s
  StateMachineVersionArn!:s|CreationDate!:s
  StateMachines!:L#175|NextToken:s
  StateMachineArn!:s|Name!:s|Type!:e(STANDARD,EXPRESS)|CreationDate!:s
  Tags:L#177
  Key:s|Value:s
  CreationDate!:s|StateMachineVersionArn!:s
  RedriveDate!:s



  ExecutionArn!:s|StartDate!:s
  ExecutionArn!:s|StateMachineArn:s|Name:s|StartDate!:s|StopDate!:s|Status!:e(SUCCEEDED,FAILED,TIMED_OUT)|Error:s|Cause:s|Input:s|InputDetails:#112|Output:s|OutputDetails:#112|TraceHeader:s|BillingDetails:#185
  BilledMemoryUsedInMB:n(0,)|BilledDurationInMilliseconds:n(0,)
  StopDate!:s

  Output:s|Error:s|Cause:s|InspectionData:#189|NextState:s|Status:e(SUCCEEDED,FAILED,RETRIABLE,CAUGHT_ERROR)
  Input:s|AfterArguments:s|AfterInputPath:s|AfterParameters:s|Result:s|AfterResultSelector:s|AfterResultPath:s|Request:#190|Response:#191|Variables:s|ErrorDetails:#192|AfterItemsPath:s|AfterItemSelector:s|AfterItemBatcher:s|AfterItemsPointer:s|ToleratedFailureCount:n(0,)|ToleratedFailurePercentage:n(0,100)|MaxConcurrency:n(0,)
  Protocol:s|Method:s|Url:s|Headers:s|Body:s
  Protocol:s|StatusCode:s|StatusMessage:s|Headers:s|Body:s
  CatchIndex:n(0,)|RetryIndex:n(0,)|RetryBackoffIntervalSeconds:n(0,)


  UpdateDate!:s|RevisionId:s|StateMachineVersionArn:s
  UpdateDate!:s
  Result!:e(OK,FAIL)|Diagnostics!:L#198|Truncated:b
  Severity!:e(ERROR,WARNING)|Code!:s|Message!:s|Location:s
  KeyId:s|Plaintext:s|EncryptionAlgorithm:e(SYMMETRIC_DEFAULT,RSAES_OAEP_SHA_1,RSAES_OAEP_SHA_256,SM2PKE)|CiphertextForRecipient:s|KeyMaterialId:s
  CiphertextBlob:s|KeyId:s|EncryptionAlgorithm:e(SYMMETRIC_DEFAULT,RSAES_OAEP_SHA_1,RSAES_OAEP_SHA_256,SM2PKE)
  CiphertextBlob:s|Plaintext:s|KeyId:s|CiphertextForRecipient:s|KeyMaterialId:s
  ARN:s|Name:s|VersionId:s|ReplicationStatus:L#203
  Region:s|KmsKeyId:s|Status:e(InSync,Failed,InProgress)|StatusMessage:s|LastAccessedDate:s
  ARN:s|Name:s|Type:s|Description:s|KmsKeyId:s|RotationEnabled:b|RotationLambdaARN:s|RotationRules:#205|ExternalSecretRotationMetadata:L#206|ExternalSecretRotationRoleArn:s|LastRotatedDate:s|LastChangedDate:s|LastAccessedDate:s|DeletedDate:s|NextRotationDate:s|Tags:L#207|VersionIdsToStages:MLs|OwningService:s|CreatedDate:s|PrimaryRegion:s|ReplicationStatus:L#203
  AutomaticallyAfterDays:n(1,1000)|Duration:s|ScheduleExpression:s
  Key:s|Value:s
  Key:s|Value:s
  ARN:s|Name:s|VersionId:s|SecretBinary:s|SecretString:s|VersionStages:Ls|CreatedDate:s
  ARN:s|Name:s|VersionId:s|VersionStages:Ls
  Parameter:#211
  Name:s|Type:e(String,StringList,SecureString)|Value:s|Version:n|Selector:s|SourceResult:s|LastModifiedDate:s|ARN:s|DataType:s
  Parameters:L#211|InvalidParameters:Ls
  Parameters:L#211|NextToken:s
  Version:n|Tier:e(Standard,Advanced,Intelligent-Tiering)
  QueryExecution:#216
  QueryExecutionId:s|Query:s|StatementType:e(DDL,DML,UTILITY)|ManagedQueryResultsConfiguration:#217|ResultConfiguration:#219|ResultReuseConfiguration:#222|QueryExecutionContext:#224|Status:#225|Statistics:#227|WorkGroup:s|EngineVersion:#229|ExecutionParameters:Ls|SubstatementType:s|QueryResultsS3AccessGrantsConfiguration:#230
  Enabled!:b|EncryptionConfiguration:#218
  KmsKey!:s
  OutputLocation:s|EncryptionConfiguration:#220|ExpectedBucketOwner:s|AclConfiguration:#221
  EncryptionOption!:e(SSE_S3,SSE_KMS,CSE_KMS)|KmsKey:s
  S3AclOption!:e(BUCKET_OWNER_FULL_CONTROL)
  ResultReuseByAgeConfiguration:#223
  Enabled!:b|MaxAgeInMinutes:n(0,10080)
  Database:s|Catalog:s
  State:e(QUEUED,RUNNING,SUCCEEDED,FAILED,CANCELLED)|StateChangeReason:s|SubmissionDateTime:s|CompletionDateTime:s|AthenaError:#226
  ErrorCategory:n(1,3)|ErrorType:n(0,9999)|Retryable:b|ErrorMessage:s
  EngineExecutionTimeInMillis:n|DataScannedInBytes:n|DataManifestLocation:s|TotalExecutionTimeInMillis:n|QueryQueueTimeInMillis:n|ServicePreProcessingTimeInMillis:n|QueryPlanningTimeInMillis:n|ServiceProcessingTimeInMillis:n|ResultReuseInformation:#228|DpuCount:n
  ReusedPreviousResult!:b
  SelectedEngineVersion:s|EffectiveEngineVersion:s
  EnableS3AccessGrants!:b|CreateUserLevelPrefix:b|AuthenticationType!:e(DIRECTORY_IDENTITY)
  UpdateCount:n|ResultSet:#232|NextToken:s
  Rows:L#233|ResultSetMetadata:#235
  Data:L#234
  VarCharValue:s
  ColumnInfo:L#236
  CatalogName:s|SchemaName:s|TableName:s|Name!:s|Label:s|Type!:s|Precision:n|Scale:n|Nullable:e(NOT_NULL,NULLABLE,UNKNOWN)|CaseSensitive:b
  QueryExecutionId:s

  Jobs:L#240
  JobArn:s|JobName!:s|JobId!:s|JobQueue!:s|Status!:e(SUBMITTED,PENDING,RUNNABLE,STARTING,RUNNING,SUCCEEDED,FAILED)|ShareIdentifier:s|SchedulingPriority:n|Attempts:L#241|StatusReason:s|CreatedAt:n|RetryStrategy:#246|StartedAt!:n|StoppedAt:n|DependsOn:L#248|JobDefinition!:s|Parameters:Ms|Container:#249|NodeDetails:#269|NodeProperties:#270|ArrayProperties:#294|Timeout:#295|Tags:Ms|PropagateTags:b|PlatformCapabilities:Le(EC2,FARGATE)|EksProperties:#296|EksAttempts:L#299|EcsProperties:#301|IsCancelled:b|IsTerminated:b|ConsumableResourceProperties:#292
  Container:#242|StartedAt:n|StoppedAt:n|StatusReason:s|TaskProperties:L#244
  ContainerInstanceArn:s|TaskArn:s|ExitCode:n|Reason:s|LogStreamName:s|NetworkInterfaces:L#243
  AttachmentId:s|Ipv6Address:s|PrivateIpv4Address:s
  ContainerInstanceArn:s|TaskArn:s|Containers:L#245
  ExitCode:n|Name:s|Reason:s|LogStreamName:s|NetworkInterfaces:L#243
  Attempts:n|EvaluateOnExit:L#247
  OnStatusReason:s|OnReason:s|OnExitCode:s|Action!:e(RETRY,EXIT)
  JobId:s|Type:e(N_TO_N,SEQUENTIAL)
  Image:s|Vcpus:n|Memory:n|Command:Ls|JobRoleArn:s|ExecutionRoleArn:s|Volumes:L#250|Environment:L#255|MountPoints:L#256|ReadonlyRootFilesystem:b|Ulimits:L#257|Privileged:b|User:s|ExitCode:n|Reason:s|ContainerInstanceArn:s|TaskArn:s|LogStreamName:s|InstanceType:s|NetworkInterfaces:L#243|ResourceRequirements:L#258|LinuxParameters:#259|LogConfiguration:#262|Secrets:L#263|NetworkConfiguration:#264|FargatePlatformConfiguration:#265|EphemeralStorage:#266|RuntimePlatform:#267|RepositoryCredentials:#268|EnableExecuteCommand:b
  Host:#251|Name:s|EfsVolumeConfiguration:#252|S3filesVolumeConfiguration:#254
  SourcePath:s
  FileSystemId!:s|RootDirectory:s|TransitEncryption:e(ENABLED,DISABLED)|TransitEncryptionPort:n|AuthorizationConfig:#253
  AccessPointId:s|Iam:e(ENABLED,DISABLED)
  FileSystemArn!:s|RootDirectory:s|TransitEncryptionPort:n|AccessPointArn:s
  Name:s|Value:s
  ContainerPath:s|ReadOnly:b|SourceVolume:s
  HardLimit!:n|Name!:s|SoftLimit!:n
  Value!:s|Type!:e(GPU,VCPU,MEMORY)
  Devices:L#260|InitProcessEnabled:b|SharedMemorySize:n|Tmpfs:L#261|MaxSwap:n|Swappiness:n
  HostPath!:s|ContainerPath:s|Permissions:Le(READ,WRITE,MKNOD)
  ContainerPath!:s|Size!:n|MountOptions:Ls
  LogDriver!:e(json-file,syslog,journald,gelf,fluentd,awslogs,splunk,awsfirelens)|Options:Ms|SecretOptions:L#263
  Name!:s|ValueFrom!:s
  AssignPublicIp:e(ENABLED,DISABLED)
  PlatformVersion:s
  SizeInGiB!:n
  OperatingSystemFamily:s|CpuArchitecture:s
  CredentialsParameter!:s
  NodeIndex:n|IsMainNode:b
  NumNodes!:n|MainNode!:n|NodeRangeProperties!:L#271
  TargetNodes!:s|Container:#272|InstanceTypes:Ls|EcsProperties:#273|EksProperties:#278|ConsumableResourceProperties:#292
  Image:s|Vcpus:n|Memory:n|Command:Ls|JobRoleArn:s|ExecutionRoleArn:s|Volumes:L#250|Environment:L#255|MountPoints:L#256|ReadonlyRootFilesystem:b|Privileged:b|Ulimits:L#257|User:s|InstanceType:s|ResourceRequirements:L#258|LinuxParameters:#259|LogConfiguration:#262|Secrets:L#263|NetworkConfiguration:#264|FargatePlatformConfiguration:#265|EnableExecuteCommand:b|EphemeralStorage:#266|RuntimePlatform:#267|RepositoryCredentials:#268
  TaskProperties!:L#274
  Containers!:L#275|EphemeralStorage:#266|ExecutionRoleArn:s|PlatformVersion:s|IpcMode:s|TaskRoleArn:s|PidMode:s|NetworkConfiguration:#264|RuntimePlatform:#267|Volumes:L#250|EnableExecuteCommand:b
  Command:Ls|DependsOn:L#276|Environment:L#255|Essential:b|FirelensConfiguration:#277|Image!:s|LinuxParameters:#259|LogConfiguration:#262|MountPoints:L#256|Name:s|Privileged:b|ReadonlyRootFilesystem:b|RepositoryCredentials:#268|ResourceRequirements:L#258|Secrets:L#263|Ulimits:L#257|User:s|StartTimeout:n|StopTimeout:n
  ContainerName:s|Condition:s
  Type!:e(fluentd,fluentbit)|Options:Ms
  PodProperties:#279
  ServiceAccountName:s|HostNetwork:b|DnsPolicy:s|ImagePullSecrets:L#280|Containers:L#281|InitContainers:L#281|Volumes:L#286|Metadata:#291|ShareProcessNamespace:b
  Name!:s
  Name:s|Image!:s|ImagePullPolicy:s|Command:Ls|Args:Ls|Env:L#282|Resources:#283|VolumeMounts:L#284|SecurityContext:#285
  Name!:s|Value:s
  Limits:Ms|Requests:Ms
  Name:s|MountPath:s|SubPath:s|ReadOnly:b
  RunAsUser:n|RunAsGroup:n|Privileged:b|AllowPrivilegeEscalation:b|ReadOnlyRootFilesystem:b|RunAsNonRoot:b
  Name!:s|HostPath:#287|EmptyDir:#288|Secret:#289|PersistentVolumeClaim:#290
  Path:s
  Medium:s|SizeLimit:s
  SecretName!:s|Optional:b
  ClaimName!:s|ReadOnly:b
  Labels:Ms|Annotations:Ms|Namespace:s
  ConsumableResourceList:L#293
  ConsumableResource:s|Quantity:n
  StatusSummary:Mn|StatusSummaryLastUpdatedAt:n|Size:n|Index:n
  AttemptDurationSeconds:n
  PodProperties:#297
  ServiceAccountName:s|HostNetwork:b|DnsPolicy:s|ImagePullSecrets:L#280|Containers:L#298|InitContainers:L#298|Volumes:L#286|PodName:s|NodeName:s|Metadata:#291|ShareProcessNamespace:b
  Name:s|Image:s|ImagePullPolicy:s|Command:Ls|Args:Ls|Env:L#282|Resources:#283|ExitCode:n|Reason:s|VolumeMounts:L#284|SecurityContext:#285
  Containers:L#300|InitContainers:L#300|EksClusterArn:s|PodName:s|PodNamespace:s|NodeName:s|StartedAt:n|StoppedAt:n|StatusReason:s
  Name:s|ContainerID:s|ExitCode:n|Reason:s
  TaskProperties:L#302
  Containers:L#303|ContainerInstanceArn:s|TaskArn:s|EphemeralStorage:#266|ExecutionRoleArn:s|PlatformVersion:s|IpcMode:s|TaskRoleArn:s|PidMode:s|NetworkConfiguration:#264|RuntimePlatform:#267|Volumes:L#250|EnableExecuteCommand:b
  Command:Ls|DependsOn:L#276|Environment:L#255|Essential:b|FirelensConfiguration:#277|Image:s|LinuxParameters:#259|LogConfiguration:#262|MountPoints:L#256|Name:s|Privileged:b|ReadonlyRootFilesystem:b|RepositoryCredentials:#268|ResourceRequirements:L#258|Secrets:L#263|Ulimits:L#257|User:s|StartTimeout:n|StopTimeout:n|ExitCode:n|Reason:s|LogStreamName:s|NetworkInterfaces:L#243
  JobArn:s|JobName!:s|JobId!:s
  Tasks:L#306|Failures:L#323
  Attachments:L#307|Attributes:L#309|AvailabilityZone:s|CapacityProviderName:s|ClusterArn:s|Connectivity:e(CONNECTED,DISCONNECTED)|ConnectivityAt:s|ContainerInstanceArn:s|Containers:L#310|Cpu:s|CreatedAt:s|DesiredStatus:s|EnableExecuteCommand:b|ExecutionStoppedAt:s|Group:s|HealthStatus:e(HEALTHY,UNHEALTHY,UNKNOWN)|InferenceAccelerators:L#314|LastStatus:s|LaunchType:e(EC2,FARGATE,EXTERNAL,MANAGED_INSTANCES)|Memory:s|Overrides:#315|PlatformVersion:s|PlatformFamily:s|PullStartedAt:s|PullStoppedAt:s|StartedAt:s|StartedBy:s|StopCode:e(TaskFailedToStart,EssentialContainerExited,UserInitiated,ServiceSchedulerInitiated,SpotInterruption,TerminationNotice)|StoppedAt:s|StoppedReason:s|StoppingAt:s|Tags:L#321|TaskArn:s|TaskDefinitionArn:s|Version:n|EphemeralStorage:#320|FargateEphemeralStorage:#322
  Id:s|Type:s|Status:s|Details:L#308
  Name:s|Value:s
  Name!:s|Value:s|TargetType:e(container-instance)|TargetId:s
  ContainerArn:s|TaskArn:s|Name:s|Image:s|ImageDigest:s|RuntimeId:s|LastStatus:s|ExitCode:n|Reason:s|NetworkBindings:L#311|NetworkInterfaces:L#312|HealthStatus:e(HEALTHY,UNHEALTHY,UNKNOWN)|ManagedAgents:L#313|Cpu:s|Memory:s|MemoryReservation:s|GpuIds:Ls
  BindIP:s|ContainerPort:n|HostPort:n|Protocol:e(tcp,udp)|ContainerPortRange:s|HostPortRange:s
  AttachmentId:s|PrivateIpv4Address:s|Ipv6Address:s
  LastStartedAt:s|Name:e(ExecuteCommandAgent)|Reason:s|LastStatus:s
  DeviceName!:s|DeviceType!:s
  ContainerOverrides:L#316|Cpu:s|InferenceAcceleratorOverrides:L#319|ExecutionRoleArn:s|Memory:s|TaskRoleArn:s|EphemeralStorage:#320
  Name:s|Command:Ls|Environment:L#308|EnvironmentFiles:L#317|Cpu:n|Memory:n|MemoryReservation:n|ResourceRequirements:L#318
  Value!:s|Type!:e(s3)
  Value!:s|Type!:e(GPU,InferenceAccelerator)
  DeviceName:s|DeviceType:s
  SizeInGiB!:n
  Key:s|Value:s
  SizeInGiB:n|KmsKeyId:s
  Arn:s|Reason:s|Detail:s
  Tasks:L#306|Failures:L#323
  Crawler:#326
  Name:s|Role:s|Targets:#327|DatabaseName:s|Description:s|Classifiers:Ls|RecrawlPolicy:#336|SchemaChangePolicy:#337|LineageConfiguration:#338|State:e(READY,RUNNING,STOPPING)|TablePrefix:s|Schedule:#339|CrawlElapsedTime:n|CreationTime:s|LastUpdated:s|LastCrawl:#340|Version:n|Configuration:s|CrawlerSecurityConfiguration:s|LakeFormationConfiguration:#341
  S3Targets:L#328|JdbcTargets:L#329|MongoDBTargets:L#330|DynamoDBTargets:L#331|CatalogTargets:L#332|DeltaTargets:L#333|IcebergTargets:L#334|HudiTargets:L#335
  Path:s|Exclusions:Ls|ConnectionName:s|SampleSize:n|EventQueueArn:s|DlqEventQueueArn:s
  ConnectionName:s|Path:s|Exclusions:Ls|EnableAdditionalMetadata:Le(COMMENTS,RAWTYPES)
  ConnectionName:s|Path:s|ScanAll:b
  Path:s|ScanAll:b|ScanRate:n
  DatabaseName!:s|Tables!:Ls|ConnectionName:s|EventQueueArn:s|DlqEventQueueArn:s
  DeltaTables:Ls|ConnectionName:s|WriteManifest:b|CreateNativeDeltaTable:b
  Paths:Ls|ConnectionName:s|Exclusions:Ls|MaximumTraversalDepth:n
  Paths:Ls|ConnectionName:s|Exclusions:Ls|MaximumTraversalDepth:n
  RecrawlBehavior:e(CRAWL_EVERYTHING,CRAWL_NEW_FOLDERS_ONLY,CRAWL_EVENT_MODE)
  UpdateBehavior:e(LOG,UPDATE_IN_DATABASE)|DeleteBehavior:e(LOG,DELETE_FROM_DATABASE,DEPRECATE_IN_DATABASE)
  CrawlerLineageSettings:e(ENABLE,DISABLE)
  ScheduleExpression:s|State:e(SCHEDULED,NOT_SCHEDULED,TRANSITIONING)
  Status:e(SUCCEEDED,CANCELLED,FAILED)|ErrorMessage:s|LogGroup:s|LogStream:s|MessagePrefix:s|StartTime:s
  UseLakeFormationCredentials:b|AccountId:s
  JobRun:#343
  Id:s|Attempt:n|PreviousRunId:s|TriggerName:s|JobName:s|JobMode:e(SCRIPT,VISUAL,NOTEBOOK)|JobRunQueuingEnabled:b|StartedOn:s|LastModifiedOn:s|CompletedOn:s|JobRunState:e(STARTING,RUNNING,STOPPING,STOPPED,SUCCEEDED,FAILED,TIMEOUT,ERROR,WAITING,EXPIRED)|Arguments:Ms|ErrorMessage:s|PredecessorRuns:L#344|AllocatedCapacity:n|ExecutionTime:n|Timeout:n(1,)|MaxCapacity:n|WorkerType:e(Standard,G.1X,G.2X,G.025X,G.4X,G.8X,Z.2X)|NumberOfWorkers:n|SecurityConfiguration:s|LogGroupName:s|NotificationProperty:#345|GlueVersion:s|DPUSeconds:n|ExecutionClass:e(FLEX,STANDARD)|MaintenanceWindow:s|ProfileName:s|StateDetail:s|ExecutionRoleSessionPolicy:s
  JobName:s|RunId:s
  NotifyDelayAfter:n(1,)

  JobRunId:s
  Body!:*|ContentType!:s|PerformanceConfigLatency:e(standard,optimized)|ServiceTier:e(priority,default,flex,reserved)
  TranscriptionJob:#350
  TranscriptionJobName:s|TranscriptionJobStatus:e(QUEUED,IN_PROGRESS,FAILED,COMPLETED)|LanguageCode:e(af-ZA,ar-AE,ar-SA,da-DK,de-CH,de-DE,en-AB,en-AU,en-GB,en-IE,en-IN,en-US,en-WL,es-ES,es-US,fa-IR,fr-CA,fr-FR,he-IL,hi-IN,id-ID,it-IT,ja-JP,ko-KR,ms-MY,nl-NL,pt-BR,pt-PT,ru-RU,ta-IN,te-IN,tr-TR,zh-CN,zh-TW,th-TH,en-ZA,en-NZ,vi-VN,sv-SE,ab-GE,ast-ES,az-AZ,ba-RU,be-BY,bg-BG,bn-IN,bs-BA,ca-ES,ckb-IQ,ckb-IR,cs-CZ,cy-WL,el-GR,et-EE,et-ET,eu-ES,fi-FI,gl-ES,gu-IN,ha-NG,hr-HR,hu-HU,hy-AM,is-IS,ka-GE,kab-DZ,kk-KZ,kn-IN,ky-KG,lg-IN,lt-LT,lv-LV,mhr-RU,mi-NZ,mk-MK,ml-IN,mn-MN,mr-IN,mt-MT,no-NO,or-IN,pa-IN,pl-PL,ps-AF,ro-RO,rw-RW,si-LK,sk-SK,sl-SI,so-SO,sr-RS,su-ID,sw-BI,sw-KE,sw-RW,sw-TZ,sw-UG,tl-PH,tt-RU,ug-CN,uk-UA,uz-UZ,wo-SN,zh-HK,zu-ZA)|MediaSampleRateHertz:n(8000,48000)|MediaFormat:e(mp3,mp4,wav,flac,ogg,amr,webm,m4a)|Media:#351|Transcript:#352|StartTime:s|CreationTime:s|CompletionTime:s|FailureReason:s|Settings:#353|ModelSettings:#354|JobExecutionSettings:#355|ContentRedaction:#356|IdentifyLanguage:b|IdentifyMultipleLanguages:b|LanguageOptions:Le(af-ZA,ar-AE,ar-SA,da-DK,de-CH,de-DE,en-AB,en-AU,en-GB,en-IE,en-IN,en-US,en-WL,es-ES,es-US,fa-IR,fr-CA,fr-FR,he-IL,hi-IN,id-ID,it-IT,ja-JP,ko-KR,ms-MY,nl-NL,pt-BR,pt-PT,ru-RU,ta-IN,te-IN,tr-TR,zh-CN,zh-TW,th-TH,en-ZA,en-NZ,vi-VN,sv-SE,ab-GE,ast-ES,az-AZ,ba-RU,be-BY,bg-BG,bn-IN,bs-BA,ca-ES,ckb-IQ,ckb-IR,cs-CZ,cy-WL,el-GR,et-EE,et-ET,eu-ES,fi-FI,gl-ES,gu-IN,ha-NG,hr-HR,hu-HU,hy-AM,is-IS,ka-GE,kab-DZ,kk-KZ,kn-IN,ky-KG,lg-IN,lt-LT,lv-LV,mhr-RU,mi-NZ,mk-MK,ml-IN,mn-MN,mr-IN,mt-MT,no-NO,or-IN,pa-IN,pl-PL,ps-AF,ro-RO,rw-RW,si-LK,sk-SK,sl-SI,so-SO,sr-RS,su-ID,sw-BI,sw-KE,sw-RW,sw-TZ,sw-UG,tl-PH,tt-RU,ug-CN,uk-UA,uz-UZ,wo-SN,zh-HK,zu-ZA)|IdentifiedLanguageScore:n|LanguageCodes:L#357|Tags:L#358|Subtitles:#359|LanguageIdSettings:M#360|ToxicityDetection:L#361
  MediaFileUri:s|RedactedMediaFileUri:s
  TranscriptFileUri:s|RedactedTranscriptFileUri:s
  VocabularyName:s|ShowSpeakerLabels:b|MaxSpeakerLabels:n(2,30)|ChannelIdentification:b|ShowAlternatives:b|MaxAlternatives:n(2,10)|VocabularyFilterName:s|VocabularyFilterMethod:e(remove,mask,tag)
  LanguageModelName:s
  AllowDeferredExecution:b|DataAccessRoleArn:s
  RedactionType!:e(PII)|RedactionOutput!:e(redacted,redacted_and_unredacted)|PiiEntityTypes:Le(BANK_ACCOUNT_NUMBER,BANK_ROUTING,CREDIT_DEBIT_NUMBER,CREDIT_DEBIT_CVV,CREDIT_DEBIT_EXPIRY,PIN,EMAIL,ADDRESS,NAME,PHONE,SSN,ALL)
  LanguageCode:e(af-ZA,ar-AE,ar-SA,da-DK,de-CH,de-DE,en-AB,en-AU,en-GB,en-IE,en-IN,en-US,en-WL,es-ES,es-US,fa-IR,fr-CA,fr-FR,he-IL,hi-IN,id-ID,it-IT,ja-JP,ko-KR,ms-MY,nl-NL,pt-BR,pt-PT,ru-RU,ta-IN,te-IN,tr-TR,zh-CN,zh-TW,th-TH,en-ZA,en-NZ,vi-VN,sv-SE,ab-GE,ast-ES,az-AZ,ba-RU,be-BY,bg-BG,bn-IN,bs-BA,ca-ES,ckb-IQ,ckb-IR,cs-CZ,cy-WL,el-GR,et-EE,et-ET,eu-ES,fi-FI,gl-ES,gu-IN,ha-NG,hr-HR,hu-HU,hy-AM,is-IS,ka-GE,kab-DZ,kk-KZ,kn-IN,ky-KG,lg-IN,lt-LT,lv-LV,mhr-RU,mi-NZ,mk-MK,ml-IN,mn-MN,mr-IN,mt-MT,no-NO,or-IN,pa-IN,pl-PL,ps-AF,ro-RO,rw-RW,si-LK,sk-SK,sl-SI,so-SO,sr-RS,su-ID,sw-BI,sw-KE,sw-RW,sw-TZ,sw-UG,tl-PH,tt-RU,ug-CN,uk-UA,uz-UZ,wo-SN,zh-HK,zu-ZA)|DurationInSeconds:n
  Key!:s|Value!:s
  Formats:Le(vtt,srt)|SubtitleFileUris:Ls|OutputStartIndex:n(0,1)
  VocabularyName:s|VocabularyFilterName:s|LanguageModelName:s
  ToxicityCategories!:Le(ALL)
  TranscriptionJob:#350
  Labels:L#364|OrientationCorrection:e(ROTATE_0,ROTATE_90,ROTATE_180,ROTATE_270)|LabelModelVersion:s|ImageProperties:#371
  Name:s|Confidence:n(0,100)|Instances:L#365|Parents:L#368|Aliases:L#369|Categories:L#370
  BoundingBox:#366|Confidence:n(0,100)|DominantColors:L#367
  Width:n|Height:n|Left:n|Top:n
  Red:n(0,)|Blue:n(0,)|Green:n(0,)|HexCode:s|CSSColor:s|SimplifiedColor:s|PixelPercent:n(0,100)
  Name:s
  Name:s
  Name:s
  Quality:#372|DominantColors:L#367|Foreground:#373|Background:#374
  Brightness:n|Sharpness:n|Contrast:n
  Quality:#372|DominantColors:L#367
  Quality:#372|DominantColors:L#367
  ModerationLabels:L#376|ModerationModelVersion:s|HumanLoopActivationOutput:#377|ProjectVersion:s|ContentTypes:L#378
  Confidence:n(0,100)|Name:s|ParentName:s|TaxonomyLevel:n(0,)
  HumanLoopArn:s|HumanLoopActivationReasons:Ls|HumanLoopActivationConditionsEvaluationResults:s
  Confidence:n(0,100)|Name:s
  TextDetections:L#380|TextModelVersion:s
  DetectedText:s|Type:e(LINE,WORD)|Id:n(0,)|ParentId:n(0,)|Confidence:n(0,100)|Geometry:#381
  BoundingBox:#366|Polygon:L#382
  X:n|Y:n
  DocumentMetadata:#384|Blocks:L#385|HumanLoopActivationOutput:#391|AnalyzeDocumentModelVersion:s
  Pages:n(0,)
  BlockType:e(KEY_VALUE_SET,PAGE,LINE,WORD,TABLE,CELL,SELECTION_ELEMENT,MERGED_CELL,TITLE,QUERY,QUERY_RESULT,SIGNATURE,TABLE_TITLE,TABLE_FOOTER,LAYOUT_TEXT,LAYOUT_TITLE,LAYOUT_HEADER,LAYOUT_FOOTER,LAYOUT_SECTION_HEADER,LAYOUT_PAGE_NUMBER,LAYOUT_LIST,LAYOUT_FIGURE,LAYOUT_TABLE,LAYOUT_KEY_VALUE)|Confidence:n(0,100)|Text:s|TextType:e(HANDWRITING,PRINTED)|RowIndex:n(0,)|ColumnIndex:n(0,)|RowSpan:n(0,)|ColumnSpan:n(0,)|Geometry:#386|Id:s|Relationships:L#389|EntityTypes:Le(KEY,VALUE,COLUMN_HEADER,TABLE_TITLE,TABLE_FOOTER,TABLE_SECTION_TITLE,TABLE_SUMMARY,STRUCTURED_TABLE,SEMI_STRUCTURED_TABLE)|SelectionStatus:e(SELECTED,NOT_SELECTED)|Page:n(0,)|Query:#390
  BoundingBox:#387|Polygon:L#388|RotationAngle:n
  Width:n|Height:n|Left:n|Top:n
  X:n|Y:n
  Type:e(VALUE,CHILD,COMPLEX_FEATURES,MERGED_CELL,TITLE,ANSWER,TABLE,TABLE_TITLE,TABLE_FOOTER)|Ids:Ls
  Text!:s|Alias:s|Pages:Ls
  HumanLoopArn:s|HumanLoopActivationReasons:Ls|HumanLoopActivationConditionsEvaluationResults:s
  DocumentMetadata:#384|Blocks:L#385|DetectDocumentTextModelVersion:s
  Entities:L#394|DocumentMetadata:#397|DocumentType:L#399|Blocks:L#400|Errors:L#405
  Score:n|Type:e(PERSON,LOCATION,ORGANIZATION,COMMERCIAL_ITEM,EVENT,DATE,QUANTITY,TITLE,OTHER)|Text:s|BeginOffset:n|EndOffset:n|BlockReferences:L#395
  BlockId:s|BeginOffset:n|EndOffset:n|ChildBlocks:L#396
  ChildBlockId:s|BeginOffset:n|EndOffset:n
  Pages:n|ExtractedCharacters:L#398
  Page:n|Count:n
  Page:n|Type:e(NATIVE_PDF,SCANNED_PDF,MS_WORD,IMAGE,PLAIN_TEXT,TEXTRACT_DETECT_DOCUMENT_TEXT_JSON,TEXTRACT_ANALYZE_DOCUMENT_JSON)
  Id:s|BlockType:e(LINE,WORD)|Text:s|Page:n|Geometry:#401|Relationships:L#404
  BoundingBox:#402|Polygon:L#403
  Height:n|Left:n|Top:n|Width:n
  X:n|Y:n
  Ids:Ls|Type:e(CHILD)
  Page:n|ErrorCode:e(TEXTRACT_BAD_PAGE,TEXTRACT_PROVISIONED_THROUGHPUT_EXCEEDED,PAGE_CHARACTERS_EXCEEDED,PAGE_SIZE_EXCEEDED,INTERNAL_SERVER_ERROR)|ErrorMessage:s
  Sentiment:e(POSITIVE,NEGATIVE,NEUTRAL,MIXED)|SentimentScore:#407
  Positive:n|Negative:n|Neutral:n|Mixed:n
  SynthesisTask:#409
  Engine:e(standard,neural,long-form,generative)|TaskId:s|TaskStatus:e(scheduled,inProgress,completed,failed)|TaskStatusReason:s|OutputUri:s|CreationTime:s|RequestCharacters:n|SnsTopicArn:s|LexiconNames:Ls|OutputFormat:e(json,mp3,ogg_opus,ogg_vorbis,pcm,mulaw,alaw)|SampleRate:s|SpeechMarkTypes:Le(sentence,ssml,viseme,word)|TextType:e(ssml,text)|VoiceId:e(Aditi,Amy,Astrid,Bianca,Brian,Camila,Carla,Carmen,Celine,Chantal,Conchita,Cristiano,Dora,Emma,Enrique,Ewa,Filiz,Gabrielle,Geraint,Giorgio,Gwyneth,Hans,Ines,Ivy,Jacek,Jan,Joanna,Joey,Justin,Karl,Kendra,Kevin,Kimberly,Lea,Liv,Lotte,Lucia,Lupe,Mads,Maja,Marlene,Mathieu,Matthew,Maxim,Mia,Miguel,Mizuki,Naja,Nicole,Olivia,Penelope,Raveena,Ricardo,Ruben,Russell,Salli,Seoyeon,Takumi,Tatyana,Vicki,Vitoria,Zeina,Zhiyu,Aria,Ayanda,Arlet,Hannah,Arthur,Daniel,Liam,Pedro,Kajal,Hiujin,Laura,Elin,Ida,Suvi,Ola,Hala,Andres,Sergio,Remi,Adriano,Thiago,Ruth,Stephen,Kazuha,Tomoko,Niamh,Sofie,Lisa,Isabelle,Zayd,Danielle,Gregory,Burcu,Jitka,Sabrina,Jasmine,Jihye,Ambre,Beatrice,Florian,Lennart,Lorenzo,Tiffany)|LanguageCode:e(arb,cmn-CN,cy-GB,da-DK,de-DE,en-AU,en-GB,en-GB-WLS,en-IN,en-US,es-ES,es-MX,es-US,fr-CA,fr-FR,is-IS,it-IT,ja-JP,hi-IN,ko-KR,nb-NO,nl-NL,pl-PL,pt-BR,pt-PT,ro-RO,ru-RU,sv-SE,tr-TR,en-NZ,en-ZA,ca-ES,de-AT,yue-CN,ar-AE,fi-FI,en-IE,nl-BE,fr-BE,cs-CZ,de-CH,en-SG)
  SynthesisTask:#409
  """#
