/// AWS's services as three parties call them. Facts taken from the service models of AWS's SDKs
/// (botocore 1.43); a table, so its lines are as long as they are.
///
/// A line is a service: its name in a resource, the prefix of its errors, its name in the AWS CLI, then
/// the members of its answers that are maps (`[]` where they are lists of maps, `*2` where maps
/// of maps), and `Operation=member` for operations that answer bytes in
/// that member, which the AWS CLI writes to a file. A service without a line has one name for all three.
let serviceNameTable = #"""
  accessanalyzer AccessAnalyzer accessanalyzer accessPoints attributes condition configurations details encryptionContextEquals encryptionContextSubset filter keyPolicies principal resourceTags[] resourceTypeStatistics tags
  accountaccess AccountAccess account-access tags
  accountaccessruntime AccountAccessRuntime account-access-runtime
  acmpca AcmPca acm-pca
  agentregistry AgentRegistry agent-registry
  agentregistrycontrol AgentRegistryControl agent-registry-control customParameters tags
  aiops AiOps aiops chatbotNotificationChannel tags
  amp Amp amp labelSet labels options tags
  amplify Amplify amplify environmentVariables fileUploadUrls screenshots tags
  amplifybackend AmplifyBackend amplifybackend
  amplifyuibuilder AmplifyUiBuilder amplifyuibuilder bindingProperties bindings collectionProperties dependencies enums events features fields models nonModels overrides*2 properties sectionalElements tags variantValues
  apigateway ApiGateway apigateway apiSummary*2 authorization claims headers integrationResponses items methodResponses methodSettings multiValueHeaders requestModels requestParameters requestTemplates resourceMethods responseModels responseParameters responseTemplates stageVariableOverrides tags throttle variables GetExport=body GetSdk=body
  apigatewaymanagementapi ApiGatewayManagementApi apigatewaymanagementapi
  apigatewayv2 ApiGatewayV2 apigatewayv2 RequestModels RequestParameters RequestTemplates ResponseModels ResponseParameters ResponseParameters*2 ResponseTemplates RouteSettings StageVariables Tags ExportApi=body
  appconfig AppConfig appconfig Actions AttributeValues Inline Parameters Tags CreateHostedConfigurationVersion=Content GetConfiguration=Content GetHostedConfigurationVersion=Content
  appconfigdata AppConfigData appconfigdata GetLatestConfiguration=Configuration
  appfabric AppFabric appfabric
  appflow Appflow appflow connectorConfigurations connectorEntityMap customProperties profileProperties tags taskProperties tokenUrlCustomProperties
  appintegrations AppIntegrations appintegrations ClientAssociationMetadata Filters ObjectConfiguration*2 Tags tags
  applicationautoscaling ApplicationAutoScaling application-autoscaling Tags
  applicationcostprofiler ApplicationCostProfiler applicationcostprofiler
  applicationdiscovery ApplicationDiscovery discovery configurations[] schemaStorageConfig
  applicationinsights ApplicationInsights application-insights DetectedWorkload*2 Feedback
  applicationsignals ApplicationSignals application-signals AttributeFilters[] AttributeMaps[] Data DependencyKeyAttributes DependentKeyAttributes Entity KeyAttributes LogGroupReferences[] MetricSourceAttributes MetricSourceKeyAttributes Service
  appmesh AppMesh appmesh
  apprunner AppRunner apprunner RuntimeEnvironmentSecrets RuntimeEnvironmentVariables
  appstream AppStream appstream Metadata TagSpecifications Tags
  appsync AppSync appsync dns environmentVariables tags uris GetIntrospectionSchema=schema
  arcregionswitch ArcRegionSwitch arc-region-switch associatedAlarms dbInstanceArnMap instanceArns parameters regionAndRoutingControls regionDatabaseClusterArns regionDocuments regionEventSourceMappings resourceTags scalingResources[]*2
  arczonalshift ArcZonalShift arc-zonal-shift appliedWeights
  artifact Artifact artifact tags
  athena Athena athena AdditionalConfigs LogTypes Parameters Properties SparkProperties
  auditmanager AuditManager auditmanager attributes tags
  autoscaling AutoScaling autoscaling
  autoscalingplans AutoScalingPlans autoscaling-plans
  b2bi B2Bi b2bi
  backup Backup backup AccessPointMetadata BackupOptions ChildJobsInState GlobalSettings InferredMetadata Metadata RecoveryPointTags ResourceTypeManagementPreference ResourceTypeOptInPreference RestoreMetadata RestoreMetadataOverrides Tags
  backupgateway BackupGateway backup-gateway
  backupsearch BackupSearch backupsearch BackupResourceTags Tags
  batch Batch batch annotations capacityTags labels limits options parameters quotaShares requests statusSummary tags
  bcmdashboards BcmDashboards bcm-dashboards graph
  bcmdataexports BcmDataExports bcm-data-exports TableConfigurations*2 TableProperties
  bcmpricingcalculator BcmPricingCalculator bcm-pricing-calculator serviceCostDifferences tags
  bcmrecommendedactions BcmRecommendedActions bcm-recommended-actions context
  bedrock Bedrock bedrock additionalModelRequestFields equals hyperParameters notEquals ruleReports variableReports
  bedrockagent BedrockAgent bedrock-agent additionalModelRequestFields parameters parentActionGroupSignatureParams tags
  bedrockagentcore BedrockAgentCore bedrock-agentcore findingCounts metadata tags InvokeAgentRuntime=response
  bedrockagentcorecontrol BedrockAgentCoreControl bedrock-agentcore-control additionalHeaderClaims additionalPayloadClaims advertisedScopeMapping components customParameters dimensions environmentVariables headers metadata parameters propagatedTags properties retrievalConfig staticQueryParameters tags
  bedrockagentruntime BedrockAgentRuntime bedrock-agent-runtime content metadata responseBody sessionMetadata tags
  bedrockdataautomation BedrockDataAutomation bedrock-data-automation kmsEncryptionContext
  bedrockdataautomationruntime BedrockDataAutomationRuntime bedrock-data-automation-runtime
  bedrockruntime BedrockRuntime bedrock-runtime inputAssessment outputAssessments InvokeModel=body
  billingconductor Billingconductor billingconductor Tags
  braket Braket braket hyperParameters tags
  budgets Budgets budgets CostFilters PlannedBudgetLimits
  chatbot Chatbot chatbot Variables
  chimesdkidentity ChimeSdkIdentity chime-sdk-identity
  chimesdkmediapipelines ChimeSdkMediaPipelines chime-sdk-media-pipelines MediaInsightsRuntimeMetadata
  chimesdkmeetings ChimeSdkMeetings chime-sdk-meetings
  chimesdkmessaging ChimeSdkMessaging chime-sdk-messaging MessageAttributes
  chimesdkvoice ChimeSdkVoice chime-sdk-voice
  cleanrooms CleanRooms cleanrooms approvals parameters spark tags
  cleanroomsml CleanRoomsMl cleanroomsml environment hyperparameters parameters spark tags
  cloudcontrol CloudControl cloudcontrol
  clouddirectory CloudDirectory clouddirectory Children Parameters Parents Rules
  cloudformation CloudFormation cloudformation ResourceIdentifier
  cloudfront CloudFront cloudfront GetConnectionFunction=ConnectionFunctionCode GetFunction=FunctionCode
  cloudfrontkeyvaluestore CloudFrontKeyValueStore cloudfront-keyvaluestore
  cloudhsm CloudHsm cloudhsm
  cloudhsmv2 CloudHsmV2 cloudhsmv2 SubnetMapping
  cloudsearch CloudSearch cloudsearch DomainNames
  cloudsearchdomain CloudSearchDomain cloudsearchdomain exprs facets fields highlights stats
  cloudtrail CloudTrail cloudtrail QueryResultRows[] ViewProperties
  cloudtraildata CloudTrailData cloudtrail-data
  cloudwatch CloudWatch cloudwatch AlarmContributorAttributes ContributorAttributes ExtendedStatistics
  cloudwatchlogs CloudWatchLogs logs deliverySourceConfiguration dimensions enumerations extractedValues histogram logRecord tags
  cloudwatchomni CloudWatchOmni cloudwatchomni attributes contextConditions integrationAttributes metadata operationDetails*2 rows[] tags telemetryAttributes
  codeartifact Codeartifact codeartifact allowedRepositoryUpdates*2 failedVersions hashes restrictions successfulVersions GetPackageVersionAsset=asset
  codebuild CodeBuild codebuild statusCounts
  codecatalyst CodeCatalyst codecatalyst
  codecommit CodeCommit codecommit reactionCounts tags
  codeconnections CodeConnections codeconnections
  codedeploy CodeDeploy deploy
  codeguruprofiler CodeGuruProfiler codeguruprofiler agentParameters tags unprocessedEndTimes GetProfile=profile
  codegurureviewer CodeGuruReviewer codeguru-reviewer Tags
  codegurusecurity CodeGuruSecurity codeguru-security requestHeaders tags
  codepipeline CodePipeline codepipeline artifactStores configuration outputVariables resolvedConfiguration
  codestarconnections CodeStarConnections codestar-connections
  codestarnotifications CodestarNotifications codestar-notifications Tags
  cognitoidentity CognitoIdentity cognito-identity IdentityPoolTags PrincipalTags RoleMappings Roles SupportedLoginProviders Tags
  cognitoidentityprovider CognitoIdentityProvider cognito-idp AcrConfiguration AcrMapping AttributeMapping Attributes ChallengeParameters Links ProviderDetails Tags UserPoolTags
  cognitosync CognitoSync cognito-sync Events
  comprehendmedical ComprehendMedical comprehendmedical
  computeoptimizer ComputeOptimizer compute-optimizer
  computeoptimizerautomation ComputeOptimizerAutomation compute-optimizer-automation
  config Config configservice Parameters supplementaryConfiguration tags
  connect Connect connect ActiveSlotsByChannel AllowedAccessControlTags Answers Attributes AvailableSlotsByChannel ContactEvaluations Content Dimensions HeadersToInclude ItemEnablementStatus MatchedDetails MaxSlotsByChannel Notes References Scores SegmentAttributes Tags UserTags ValueMap tags
  connectcampaigns ConnectCampaigns connectcampaigns tags
  connectcampaignsv2 ConnectCampaignsV2 connectcampaignsv2 dailyHours objectTypeNames tags
  connectcases ConnectCases connectcases tagMap tags
  connectcontactlens ConnectContactLens connect-contact-lens MatchedDetails
  connecthealth ConnectHealth connecthealth tags
  connectparticipant ConnectParticipant connectparticipant HeadersToInclude
  connectscheduling ConnectScheduling connectscheduling
  continuum Continuum continuum headers
  controlcatalog ControlCatalog controlcatalog
  controltower ControlTower controltower tags
  costandusagereport CostAndUsageReport cur
  costexplorer CostExplorer ce Attributes Metrics Services Total TotalCostAndUsage
  costoptimizationhub CostOptimizationHub cost-optimization-hub
  customerprofiles CustomerProfiles customer-profiles Attributes CalculatedAttributes ExcludedColumns Fields IncludedColumns Keys Metrics ObjectTypeNames Tags tags
  databasemigration DatabaseMigration dms
  databrew DataBrew databrew Parameters SubstitutionMap Tags ValuesMap
  dataexchange DataExchange dataexchange ResponseHeaders Tags
  datapipeline DataPipeline datapipeline objects
  datasync DataSync datasync
  datazone DataZone datazone athenaProperties connectionProperties environmentFailureReasons formsOutput metadata parameters properties pythonProperties regionalParameters*2 sparkProperties tags tokenUrlParametersMap trackingAssets GetLineageEvent=event
  deadline Deadline deadline assignedSessions cancelSessionActions jobParameters metadata options parameters settings tags taskRunStatusCounts
  detective Detective detective DatasourcePackageIngestHistory*2 DatasourcePackageIngestStates DatasourcePackages LastIngestStateChange Tags VolumeUsageByDatasourcePackage
  devicefarm DeviceFarm devicefarm current maxSlots nextPeriod uniqueProblems unmeteredDevices unmeteredRemoteAccessDevices
  devopsagent DevOpsAgent devops-agent capabilities customHeaders preferences tags
  devopsguru DevOpsGuru devops-guru Filter
  directconnect DirectConnect directconnect
  directory Directory ds RequestDetailedStatus
  directoryservicedata DirectoryServiceData ds-data OtherAttributes
  dlm Dlm dlm Tags
  docdb DocDb docdb
  docdbelastic DocDbElastic docdb-elastic tags
  drs Drs drs parameters stagingAreaTags tags volumeToConversionMap*2 volumeToProductCodes volumeToVolumeSize
  dsql Dsql dsql tags
  dynamodb DynamoDb dynamodb Attributes ExpressionAttributeNames ExpressionAttributeValues GlobalSecondaryIndexes Item ItemCollectionKey ItemCollectionMetrics Items[] Key Keys[] LastEvaluatedKey LocalSecondaryIndexes M Responses*2 UnprocessedItems UnprocessedKeys VectorIndexes
  dynamodbstreams DynamoDbStreams dynamodbstreams Keys M NewImage OldImage
  ebs Ebs ebs GetSnapshotBlock=BlockData
  ec2instanceconnect Ec2InstanceConnect ec2-instance-connect
  ecr Ecr ecr annotations findingSeverityCounts tags
  ecrpublic EcrPublic ecr-public
  ecs Ecs ecs dockerLabels driverOpts labels options
  eks Eks eks additionalInfo labels requiredClaims tags
  eksauth EksAuth eks-auth
  elasticache ElastiCache elasticache
  elasticbeanstalk ElasticBeanstalk elasticbeanstalk
  elasticloadbalancing ElasticLoadBalancing elb
  elasticloadbalancingv2 ElasticLoadBalancingV2 elbv2 AuthenticationRequestExtraParams
  elasticsearch Elasticsearch es AdvancedOptions Endpoints LimitsByRole LogPublishingOptions Options
  elementalinference ElementalInference elementalinference tags
  emr Emr emr AdditionalInfo EnvironmentVariables ErrorData[] LogTypeUploadPolicy LogTypes Properties
  emrcontainers EmrContainers emr-containers jobTags parameterConfiguration properties tags
  emrserverless EmrServerless emr-serverless encryptionContext initialCapacity logTypes properties tags workerTypeSpecifications
  endusermessaging EndUserMessaging endusermessaging destinationCountryParameters
  entityresolution EntityResolution entityresolution tags
  eventbridge EventBridge events HeaderParameters InputPathsMap QueryStringParameters
  eventbridgev2 EventBridgeV2 eventbridgev2 HeaderParameters MessageAttributes MessageSystemAttributes Metadata QueryStringParameters Tags
  evs Evs evs tags
  firehose Firehose firehose ColumnToJsonKeyMappings
  fis Fis fis actions parameters resourceTags tags targetInformation targets
  fms Fms fms ExcludeMap IncludeMap IssueInfoMap Metadata PreviousAppsList PreviousProtocolsList
  forecast Forecast forecast Configuration FeaturizationMethodParameters FieldStatistics TrainingParameters Transformations
  forecastquery Forecastquery forecastquery Predictions
  frauddetector FraudDetector frauddetector csvIndexToVariableMap eventVariables inputVariables jsonKeyToVariableMap labelMapper outputVariables outputs scores
  freetier FreeTier freetier
  fsx FSx fsx
  gamelift GameLift gamelift LatencyInMs LocationalDeployments PlayerAttributes SDM
  gameliftstreams GameLiftStreams gameliftstreams AdditionalEnvironmentVariables Tags
  geomaps GeoMaps geo-maps GetGlyphs=Blob GetSprites=Blob GetStaticMap=Blob GetStyleDescriptor=Blob GetTile=Blob
  geoplaces GeoPlaces geo-places
  georoutes GeoRoutes geo-routes
  glacier Glacier glacier Tagging Tags UserMetadata GetJobOutput=body
  globalaccelerator GlobalAccelerator globalaccelerator
  glue Glue glue AdditionalDataSources AdditionalDeltaOptions AdditionalEncryptionContext AdditionalHudiOptions AdditionalIcebergOptions AdditionalOptions Arguments AthenaConnectionProperties AthenaProperties Attachments BasicAuthenticationProperties CodeGenConfigurationNodes Compaction ComputeEnvironmentConfigurations ConnectionOptionNameOverrides ConnectionOptions ConnectionProperties ConnectionPropertyNameOverrides CustomAuthenticationProperties CustomProperties Data DataTypeMapping DefaultArguments DefaultRunProperties Descriptors Dimensions EntityConfigurations Errors EvaluatedDistributions EvaluatedMetrics Forms IterableForms JobConfiguration Labels MetadataInfoMap NonOverridableArguments OAuth2Properties OperatorMappings OrphanFileDeletion Parameters PhysicalConnectionRequirements Properties PythonConnectionProperties PythonProperties Retention RuleMetrics RunProperties Schema SessionConfiguration SkewedColumnValueLocationMaps SourceProperties SparkConnectionProperties SparkPipelineInfo SparkProperties StatisticProperties Tags TokenUrlParametersMap WorkflowRunProperties
  grafana Grafana grafana tags
  greengrass Greengrass greengrass Parameters Tags Variables tags
  greengrassv2 GreengrassV2 greengrassv2 attributes components errors tags
  groundstation GroundStation groundstation tags
  guardduty GuardDuty guardduty AffectedResources Behavior*2 CountByCoverageStatus CountByResourceType CountBySeverity Criterion Exclude Include Profiles*2 Tags
  health Health health accountTags entityMetadata eventMetadata resourceTags statuses tags
  healthlake HealthLake healthlake ProfileMapping
  iam Iam iam Certifications EvalDecisionDetails Properties SummaryMap
  iamtoolbox IamToolbox iam-toolbox context policySource requestContext
  identitystore Identitystore identitystore Extensions
  imagebuilder Imagebuilder imagebuilder amiTags imageTags resourceTags tagMap tags
  importexport ImportExport importexport
  inspector Inspector inspector exclusions failedItems findingCounts
  inspector2 Inspector2 inspector2 functionTags instanceTags lambdaTags tags targetResourceTags
  inspectorscan InspectorScan inspector-scan
  interconnect Interconnect interconnect tags
  internetmonitor InternetMonitor internetmonitor Tags
  iot Iot iot additionalInfo additionalParameters alertTargets attributes auditCheckConfigurations auditCheckToActionsMapping auditCheckToReasonCodeFilter auditDetails auditNotificationTargetConfigurations clientProperties configuration detailsMap documentParameters eventConfigurations parameters resourceArns result tags taskStatistics tokenSigningPublicKeys
  iotdataplane IotDataPlane iot-data DeleteThingShadow=payload GetThingShadow=payload UpdateThingShadow=payload
  iotdeviceadvisor IotDeviceAdvisor iotdeviceadvisor tags
  iotfleetwise IoTFleetWise iotfleetwise attributes
  iotjobsdataplane IotJobsDataPlane iot-jobs-data statusDetails
  iotmanagedintegrations IotManagedIntegrations iot-managed-integrations MetaData Tags tags
  iotsecuretunneling IoTSecureTunneling iotsecuretunneling
  iotsitewise IoTSiteWise iotsitewise computationModelDataBinding computationModelExecutionSummary computeNodes computeNodes*2 environmentVariables executionDetails executionEnvironmentVariables executionResult global metadata portalTypeConfiguration tags
  iotthingsgraph IoTThingsGraph iotthingsgraph
  iottwinmaker IoTTwinMaker iottwinmaker components compositeComponentTypes compositeComponents configuration externalIdProperty functions generatedSceneMetadata mapValue properties propertyDefinitions propertyGroups propertyValues sceneMetadata tabularPropertyValues[] tags
  iotwireless IotWireless iotwireless GetPositionEstimate=GeoJsonPayload GetResourcePosition=GeoJsonPayload
  ivs Ivs ivs tags
  ivschat Ivschat ivschat tags
  ivsrealtime IvsRealTime ivs-realtime attributes tags
  kafka Kafka kafka Tags
  kafkaconnect KafkaConnect kafkaconnect connectorConfiguration originConnectorConfiguration tags targetConnectorConfiguration
  kendra Kendra kendra ValueImportanceMap
  kendraranking KendraRanking kendra-ranking
  keyspacesstreams KeyspacesStreams keyspacesstreams clusteringKeys partitionKeys staticCells udtT valueCells
  kinesisanalytics KinesisAnalytics kinesisanalytics
  kinesisanalyticsv2 KinesisAnalyticsV2 kinesisanalyticsv2 PropertyMap
  kinesisvideo KinesisVideo kinesisvideo FormatConfig Tags
  kinesisvideoarchivedmedia KinesisVideoArchivedMedia kinesis-video-archived-media GetClip=Payload GetMediaForFragmentList=Payload
  kinesisvideomedia KinesisVideoMedia kinesis-video-media GetMedia=Payload
  kinesisvideosignaling KinesisVideoSignaling kinesis-video-signaling
  kinesisvideowebrtcstorage KinesisVideoWebRtcStorage kinesis-video-webrtc-storage
  kms Kms kms EncryptionContextEquals EncryptionContextSubset
  lakeformation LakeFormation lakeformation Config Parameters GetWorkUnitResults=ResultStream
  lambda Lambda lambda AdditionalVersionWeights Endpoints ExplicitTags Tags Variables Invoke=Payload
  lambdacore LambdaCore lambda-core
  lambdamicrovms LambdaMicrovms lambda-microvms Tags authToken environmentVariables tags
  lambdaweb LambdaWeb lambda-web environmentVariables regionalEndpoints tags
  launchwizard LaunchWizard launch-wizard metadata specifications tags
  lexmodelbuilding LexModelBuilding lex-models botConfiguration
  lexmodelsv2 LexModelsV2 lexv2-models botAliasLocaleSettings botTags botVersionLocaleSpecification endToEndResultCounts intentMatchResultCounts promptAttemptsSpecification requestAttributes sessionAttributes slotHints*2 slotMatchResultCounts slotSpecifications slots speechTranscriptionResultCounts subSlotHints subSlots tags testBotAliasTags testSetTags
  lexruntime LexRuntime lex-runtime parameters sessionAttributes slots PostContent=audioStream PutSession=audioStream
  lexruntimev2 LexRuntimeV2 lexv2-runtime contextAttributes requestAttributes sessionAttributes slotHints*2 slots subSlotHints subSlots PutSession=audioStream RecognizeUtterance=audioStream
  licensemanager LicenseManager license-manager Message
  licensemanagerlinuxsubscriptions LicenseManagerLinuxSubscriptions license-manager-linux-subscriptions StatusMessage tags
  licensemanagerusersubscriptions LicenseManagerUserSubscriptions license-manager-user-subscriptions Tags
  lightsail Lightsail lightsail configurationOptions containers environment metadata[] options ports publicDomainNames
  location Location location GeofenceProperties PositionProperties Tags GetMapGlyphs=Blob GetMapSprites=Blob GetMapStyleDescriptor=Blob GetMapTile=Blob
  lookoutequipment LookoutEquipment lookoutequipment
  m2 M2 m2 tags
  machinelearning MachineLearning machinelearning Properties TrainingParameters details predictedScores
  macie2 Macie2 macie2 criterion sensitiveDataOccurrences tags
  mailmanager MailManager mailmanager
  managedblockchain ManagedBlockchain managedblockchain Tags
  managedblockchainquery ManagedBlockchainQuery managedblockchain-query
  marketplaceagreement MarketplaceAgreement marketplace-agreement
  marketplacecatalog MarketplaceCatalog marketplace-catalog EntityDetails Errors
  marketplacecommerceanalytics MarketplaceCommerceAnalytics marketplacecommerceanalytics
  marketplacedeployment MarketplaceDeployment marketplace-deployment tags
  marketplacediscovery MarketplaceDiscovery marketplace-discovery listingFacets
  marketplaceentitlement MarketplaceEntitlement marketplace-entitlement
  marketplacemetering MarketplaceMetering meteringmarketplace
  marketplacereporting MarketplaceReporting marketplace-reporting
  mediaconnect MediaConnect mediaconnect Tags
  mediaconvert MediaConvert mediaconvert AudioSelectorGroups AudioSelectors CaptionSelectors DynamicAudioSelectors Tags UserMetadata
  medialive MediaLive medialive FailedMediaResourceMap MediaConnectRouterOutputConnectionMap MediaResourceMap Tags DescribeInputDeviceThumbnail=Body
  mediapackage MediaPackage mediapackage Tags
  mediapackagev2 MediaPackageV2 mediapackagev2 Tags
  mediapackagevod MediaPackageVod mediapackage-vod Tags
  mediastore MediaStore mediastore
  mediastoredata MediaStoreData mediastore-data GetObject=Body
  mediatailor MediaTailor mediatailor ConfigurationAliases*2 DynamicVariables FunctionMapping Headers Output Tags
  medicalimaging MedicalImaging medical-imaging tags GetImageFrame=imageFrameBlob GetImageSetMetadata=imageSetMetadataBlob
  memorydb MemoryDb memorydb
  mgn Mgn mgn codeGenerationOutputFormatStatusDetailsMap enrichedProperties externalParameters parameters properties scopeTags sourceServerTags stagingAreaTags tags
  migrationhub MigrationHub mgh
  migrationhubconfig MigrationHubConfig migrationhub-config
  migrationhuborchestrator MigrationHubOrchestrator migrationhuborchestrator mapOfStringValue tags workflowInputs
  migrationhubrefactorspaces MigrationHubRefactorSpaces migration-hub-refactor-spaces AdditionalDetails PathResourceToId Tags
  migrationhubstrategy MigrationHubStrategy migrationhubstrategy
  mpa Mpa mpa Metadata Tags
  mq Mq mq Tags
  mturk MTurk mturk
  mwaa Mwaa mwaa AirflowConfigurationOptions Tags Teams
  mwaaserverless MwaaServerless mwaa-serverless OverrideParameters Tags Variables Xcom
  neptunedata Neptunedata neptunedata edgeProperties[] eventId features labMode lastEventId nodeProperties[] payload predicates[] settings ExecuteGremlinExplainQuery=output ExecuteGremlinProfileQuery=output ExecuteOpenCypherExplainQuery=results
  neptunegraph NeptuneGraph neptune-graph edgeFilter edgeProperties[] nodeProperties[] properties tags vertexFilter ExecuteQuery=payload
  networkfirewall NetworkFirewall network-firewall AssociationSyncState Config ContextSets IPSetReferences IPSets LogDestination PortSets RuleVariables SupportedAvailabilityZones SyncStates
  networkflowmonitor NetworkFlowMonitor networkflowmonitor tags
  networkmanager NetworkManager networkmanager Metadata ReasonContext
  networkmonitor NetworkMonitor networkmonitor tags
  networksecuritymanager NetworkSecurityManager network-security-manager issues reasons resourceScopes tags
  notifications Notifications notifications statusSummaryByRegion tags textByLocale textParts
  notificationscontacts NotificationsContacts notificationscontacts tags
  novaact NovaAct nova-act
  oam Oam oam Tags
  observabilityadmin ObservabilityAdmin observabilityadmin FieldMap ResourceTags Tags TelemetryConfigurationState
  odb Odb odb allConnectionStrings tags
  omics Omics omics annotationFields formatToHeader metadata parameterTemplate profileParameterTemplates*2 resourceDigests runTags schema[] tags GetReadSet=payload GetReference=payload
  opensearch OpenSearch opensearch AdvancedOptions Categories Endpoints LimitsByRole LogPublishingOptions Options
  opensearchmemory OpenSearchMemory opensearchmemory metadata
  opensearchserverless OpenSearchServerless opensearchserverless
  outposts Outposts outposts LineItemCountsByStatus Tags
  partnercentralaccount PartnerCentralAccount partnercentral-account ConnectionTypes
  partnercentralbenefits PartnerCentralBenefits partnercentral-benefits BenefitApplicationDetails
  partnercentralchannel PartnerCentralChannel partnercentral-channel
  partnercentralrevenuemeasurement PartnerCentralRevenueMeasurement partnercentral-revenue-measurement
  partnercentralselling PartnerCentralSelling partnercentral-selling Attributes TotalAmountByCategory
  paymentcryptography PaymentCryptography payment-cryptography ReplicationStatus
  paymentcryptographydata PaymentCryptographyData payment-cryptography-data
  pcaconnectorad PcaConnectorAd pca-connector-ad Tags
  pcaconnectorscep PcaConnectorScep pca-connector-scep Tags
  pcs Pcs pcs gresCustomSettings[] tags
  personalize Personalize personalize algorithmHyperParameters defaultHyperParameters defaultParameters defaultResourceConfig excludedDatasetColumns featureTransformationParameters includedDatasetColumns itemExplorationConfig metrics modelMetrics rankingInfluence
  personalizeevents PersonalizeEvents personalize-events
  personalizeruntime PersonalizeRuntime personalize-runtime metadata
  pi Pi pi AdditionalMetrics Dimensions Features Filter
  pinpoint Pinpoint pinpoint Activities Attributes CUSTOM ChannelCounts Channels CustomConfig EMAIL EndpointResult EventsItemResponse ExecutionMetrics Metrics PUSH Result Result*2 Results SMS UserAttributes VOICE tags
  pinpointemail PinpointEmail pinpoint-email BlacklistReport
  pinpointsmsvoice PinpointSmsVoice pinpoint-sms-voice
  pinpointsmsvoice PinpointSmsVoice sms-voice
  pinpointsmsvoicev2 PinpointSmsVoiceV2 pinpoint-sms-voice-v2 AdditionalAttributes CountryRuleSet DailyMessageCaps RateLimits Variables
  pipes Pipes pipes HeaderParameters Parameters QueryStringParameters Tags tags
  polly Polly polly Tags SynthesizeSpeech=AudioStream
  pricingplanmanager PricingPlanManager pricing-plan-manager
  qapps QApps qapps cardStatus presignedUrlFields tags
  qbusiness QBusiness qbusiness attributeValueBoosting boostingOverride payload responseConfigurations
  qconnect QConnect qconnect aiAgentConfiguration attributes calculatedAttributes caseAttributes custom customAttributes headersToInclude metadata tags
  quicksight QuickSight quicksight AggregationFunctionParameters DefaultCategoryEffects DestinationTableMap FieldFolders Identities IpRestrictionRuleMap LogicalTableMap PhysicalTableMap RowLevelPermissionDataSetMap SourceTableMap TableMap TransformStepMap TypeParameters VpcEndpointIdRestrictionRuleMap VpcIdRestrictionRuleMap resourceLimits
  rds Rds rds AdditionalEncryptionContext
  rdsdata RdsData rds-data
  redshift Redshift redshift AdditionalEncryptionContext LastIngestionTimes
  redshiftdata RedshiftData redshift-data
  redshiftserverless RedshiftServerless redshift-serverless lastIngestionTimes
  rekognition Rekognition rekognition Tags
  repostspace Repostspace repostspace channelRoles roles tags
  resiliencehub Resiliencehub resiliencehub actualValue additionalInfo compliance componentScore disruptionScore expectedValue policy recommendationCompliance tags
  resiliencehubv2 Resiliencehubv2 resiliencehubv2 attributes matchLabels parameters tags targetInformation
  resourceexplorer2 ResourceExplorer2 resource-explorer-2 Tags
  resourcegroups ResourceGroups resource-groups ApplicationTag Tags
  resourcegroupstaggingapi ResourceGroupsTaggingApi resourcegroupstaggingapi FailedResourcesMap
  rolesanywhere RolesAnywhere rolesanywhere properties
  route53domains Route53Domains route53domains
  route53globalresolver Route53GlobalResolver route53globalresolver tags
  route53profiles Route53Profiles route53profiles Tags
  route53recoverycluster Route53RecoveryCluster route53-recovery-cluster
  route53recoverycontrolconfig Route53RecoveryControlConfig route53-recovery-control-config Tags
  route53recoveryreadiness Route53RecoveryReadiness route53-recovery-readiness Tags
  route53resolver Route53Resolver route53resolver
  rtbfabric RtbFabric rtbfabric tags
  rum Rum rum DimensionKeys Tags
  s3 S3 s3api Metadata GetObject=Body GetObjectAnnotation=AnnotationPayload GetObjectTorrent=Body
  s3control S3Control s3control Endpoints UserArguments UserMetadata
  s3files S3Files s3files
  s3outposts S3Outposts s3outposts
  s3tables S3Tables s3tables configuration invalidFindings status tags
  s3vectors S3Vectors s3vectors tags
  sagemaker SageMaker sagemaker ActionArns ActiveOperations Aggregation Arguments ArtifactArns AuthenticationRequestExtraParams BatchDescribeModelPackageErrorMap CollectionParameters ContainerEnvironmentVariables ContextArns CurrentLabels CustomerMetadataProperties DesiredLabels Environment EnvironmentVariables Filling*2 HookParameters HyperParameters InferenceContainerDefinitions InputArtifacts ModelPackageSummaries OptimizationConfig OptimizationEnvironment OutputArtifacts OverrideEnvironment Parameters ProfilingParameters Properties RuleParameters StaticHyperParameters StatusDetails TextGenerationHyperParameters TunedHyperParameters
  sagemakera2iruntime SageMakerA2IRuntime sagemaker-a2i-runtime
  sagemakeredge SagemakerEdge sagemaker-edge
  sagemakerfeaturestoreruntime SageMakerFeatureStoreRuntime sagemaker-featurestore-runtime
  sagemakergeospatial SageMakerGeospatial sagemaker-geospatial Assets Tags GetTile=BinaryFile
  sagemakerinferencerouterruntime SageMakerInferenceRouterRuntime sagemaker-inference-router-runtime InvokeInferenceRouter=Body
  sagemakerjobruntime SagemakerJobRuntime sagemakerjobruntime Sample=Body SampleWithResponseStream=Body
  sagemakermetrics SageMakerMetrics sagemaker-metrics
  sagemakerruntime SageMakerRuntime sagemaker-runtime InvokeEndpoint=Body
  sagemakertrainingsessionruntime SageMakerTrainingSessionRuntime sagemakertrainingsessionruntime lossFnOutputs[] metrics SampleTrainingSession=body SampleTrainingSessionWithResponseStream=body
  savingsplans Savingsplans savingsplans tags
  scheduler Scheduler scheduler Metadata Tags[]
  schemas Schemas schemas Tags GetCodeBindingSource=Body
  secretsmanager SecretsManager secretsmanager SecretVersionsToStages VersionIdsToStages
  securityagent SecurityAgent securityagent tags
  securityhub SecurityHub securityhub AffectedResources BackupOptions DockerLabels DomainEndpoints DriverOpts Endpoints Features Labels Options Other ParameterDefinitions Parameters ProductFields StageVariableOverrides StageVariables StandardsInput Tags UserDefinedFields Variables
  securityir SecurityIr security-ir tags
  securitylake SecurityLake securitylake
  serverlessapplicationrepository ServerlessApplicationRepository serverlessrepo
  servicecatalog ServiceCatalog servicecatalog Definition Info ProductViewAggregations ProvisionedProductProperties ProvisioningArtifactMetadata
  servicecatalogappregistry ServiceCatalogAppRegistry servicecatalog-appregistry applicationTag tags
  servicediscovery ServiceDiscovery servicediscovery Attributes Status Targets
  servicequotas ServiceQuotas service-quotas ExclusionList MetricDimensions
  ses Ses ses DkimAttributes MailFromDomainAttributes NotificationAttributes Policies VerificationAttributes
  sesv2 SesV2 sesv2 BlacklistReport Dimensions Policies
  sfn Sfn stepfunctions assignedVariables variableReferences
  signer Signer signer metadata signingParameters tags
  signerdata SignerData signer-data
  signin Signin signin condition*2 principal
  simpledb SimpleDb sdb
  simpledbv2 SimpleDbV2 simpledbv2
  snowdevicemanagement SnowDeviceManagement snow-device-management tags
  sns Sns sns Attributes attributes
  socialmessaging SocialMessaging socialmessaging linkedAccountsWithIncompleteSetup supportedApps[]
  sqs Sqs sqs Attributes MessageAttributes Tags
  ssm Ssm ssm AssociationStatusAggregatedCount Content[] Data Details Entries[] Inputs InstanceAssociationStatusAggregatedCount Metadata OperationalData Outputs OverriddenParameters Parameters Properties[] StepPreviews Summary[] TargetMaps[] TaskParameters TaskParameters[] Variables
  ssmcontacts SsmContacts ssm-contacts ShiftCoverages
  ssmguiconnect SsmGuiConnect ssm-guiconnect
  ssmincidents SsmIncidents ssm-incidents dynamicParameters incidentTags parameters regionMap tags
  ssmquicksetup SsmQuickSetup ssm-quicksetup FirstClassParameters Parameters StatusDetails Tags
  ssmsap SsmSap ssm-sap Metadata Properties Tags tags
  ssoadmin SsoAdmin sso-admin Scopes
  ssooidc SsoOidc sso-oidc
  storagegateway StorageGateway storagegateway
  supplychain SupplyChain supplychain tags
  supportapp SupportApp support-app
  supportauthz SupportAuthz supportauthz tags
  sustainability Sustainability sustainability AllocationValues DimensionsValues EmissionsValues
  synthetics Synthetics synthetics Tags
  taxsettings TaxSettings taxsettings addressRoleMap taxExemptionDetailsMap
  textract Textract textract Tags
  timestreaminfluxdb TimestreamInfluxDb timestream-influxdb tags
  timestreamquery TimestreamQuery timestream-query
  timestreamwrite TimestreamWrite timestream-write
  transcribe Transcribe transcribe KMSEncryptionContext LanguageIdSettings
  trustedadvisor TrustedAdvisor trustedadvisor metadata
  verifiedpermissions VerifiedPermissions verifiedpermissions contextMap encryptionContext record tags
  voiceid VoiceId voice-id
  vpclattice VpcLattice vpc-lattice tags
  wafregional WafRegional waf-regional
  wafv2 Wafv2 wafv2 ChallengeJavascriptSdkInjection CustomResponseBodies PublishedVersions RequestBody
  wellarchitected WellArchitected wellarchitected AccountSummary PrioritizedRiskCounts QuestionCounts RiskCounts Tags fieldErrors
  wisdom Wisdom wisdom headersToInclude metadata tags
  workdocs WorkDocs workdocs CustomMetadata SignedHeaders Source Thumbnail
  workmail WorkMail workmail
  workmailmessageflow WorkMailMessageFlow workmailmessageflow GetRawMessageContent=messageContent
  workspaces WorkSpaces workspaces LoginMessage
  workspacesinstances WorkspacesInstances workspaces-instances
  workspacesthinclient WorkSpacesThinClient workspaces-thin-client deviceCreationTags tags
  workspacesweb WorkSpacesWeb workspaces-web additionalEncryptionContext identityProviderDetails localizedStrings
  xray XRay xray Annotations Attributes
  """#
